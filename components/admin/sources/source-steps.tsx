'use client';

import { Accordion, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { CheckState } from '@/lib/workspace/connection-checks';
import type { ConnectionStatus } from '@/lib/workspace/connection-status';
import { BackfillStep } from './backfill-step';
import { CheckList } from './check-list';
import { CountedAccount } from './counted-account';
import { KeyStep } from './key-step';
import { ReadingNotes } from './reading-notes';
import type { SourceProps } from './source-card';
import classes from './source-card.module.css';
import { SourceSettings } from './source-settings';
import { StateLine } from './state-line';
import { WebhookStep } from './webhook-step';

interface Step {
  value: string;
  title: string;
  state: CheckState | null;
  /** How it stands, in a few words. */
  summary: string;
  content: ReactNode;
}

/** The way to a connection in four steps; what is done is folded away, and opens again with a click. */
export function SourceSteps(props: SourceProps) {
  const steps = stepsOf(props);
  // What is unfinished when the page opens; from then on it is the reader's choice.
  const [opened, setOpened] = useState(() =>
    steps.filter(({ state }) => state === 'waiting' || state === 'problem').map(({ value }) => value),
  );
  // A backfill that begins is there to be watched.
  const running = props.status.backfill.state === 'running';
  useEffect(() => {
    if (running) setOpened((before) => [...new Set([...before, 'history'])]);
  }, [running]);
  return (
    <Accordion
      multiple
      value={opened}
      onChange={setOpened}
      order={3}
      variant="separated"
      transitionDuration={0}
      classNames={{ item: classes.step }}
    >
      {steps.map(({ value, title, state, summary, content }) => (
        <Accordion.Item key={value} value={value} data-step={value}>
          <Accordion.Control>
            <div className={classes.panelTitle}>
              <Text fw={600} component="span">
                {title}
              </Text>
              <Text size="sm" c="dimmed" component="span">
                {state ? <StateLine state={state}>{summary}</StateLine> : summary}
              </Text>
            </div>
          </Accordion.Control>
          <Accordion.Panel>{content}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function stepsOf({ source, status, origin, eventTypes, mayEdit, timeZone }: SourceProps): Step[] {
  const checked = (id: string) => status.checks.find((check) => check.id === id)?.state ?? 'waiting';
  const open = status.checks.filter(({ state }) => state === 'waiting' || state === 'problem').length;
  const hasKey = source.apiKeyMode !== null;
  const { backfill } = status;
  return [
    {
      ...{ value: 'key', title: '1. Restricted key', state: checked('key'), summary: keySummary(status) },
      content: <KeyStep {...{ source, status, mayEdit, timeZone }} />,
    },
    {
      ...{ value: 'webhook', title: '2. Webhook', state: checked('webhook') },
      summary: source.secrets.length > 0 ? 'signing secret stored' : 'recommended',
      content: <WebhookStep {...{ source, origin, eventTypes, mayEdit, timeZone }} />,
    },
    {
      ...{ value: 'history', title: '3. History', state: hasKey ? BACKFILL_STATES[backfill.state] : 'skipped' },
      summary: BACKFILL_WORDS[backfill.state],
      content: (
        <>
          <BackfillStep connectionId={source.id} {...{ status, hasKey, mayEdit, timeZone }} />
          <ReadingNotes source={source} timeZone={timeZone} />
        </>
      ),
    },
    {
      ...{ value: 'checks', title: '4. Checklist', state: open > 0 ? 'waiting' : 'ok' },
      summary: open > 0 ? `${open} open` : 'all done',
      content: (
        <CheckList connectionId={source.id} checks={status.checks} comparable={hasKey && backfill.state === 'done'} />
      ),
    },
    ...(source.others.length > 0 || source.accountId
      ? [
          {
            ...{ value: 'accounts', title: 'Stripe accounts', state: null, summary: `${source.others.length} others` },
            content: <CountedAccount {...source} mayEdit={mayEdit} />,
          },
        ]
      : []),
    ...(mayEdit
      ? [
          {
            ...{ value: 'settings', title: 'Settings', state: null, summary: 'name, colour, notifications' },
            content: <SourceSettings {...source} />,
          },
        ]
      : []),
  ];
}

function keySummary({ key, permissions }: ConnectionStatus): string {
  if (!key) return 'none stored';
  const granted = permissions.filter(({ access }) => access === 'granted');
  return `${granted.length} of ${permissions.length} permissions`;
}

const BACKFILL_STATES = { idle: 'waiting', running: 'waiting', paused: 'waiting', done: 'ok' } as const;
const BACKFILL_WORDS = { idle: 'not read yet', running: 'being read', paused: 'paused', done: 'all read' };
