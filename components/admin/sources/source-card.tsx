'use client';

import { Badge, Code, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConnectionState } from '@/lib/workspace/connection-checks';
import type { ConnectionStatus } from '@/lib/workspace/connection-status';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { Section } from '../section';
import { Disconnect } from './disconnect';
import { HealthCard } from './health-card';
import { RecentEvents } from './recent-events';
import { RefusedDeliveries } from './refused-deliveries';
import classes from './source-card.module.css';
import { SourceSteps } from './source-steps';
import { StateLine } from './state-line';
import { statusQuery } from './status-query';
import { swatchOf } from './swatch-of';

export interface SourceProps {
  source: ConnectionDetail;
  status: ConnectionStatus;
  origin: string;
  eventTypes: readonly string[];
  mayEdit: boolean;
  timeZone: string;
}

/** One Stripe account: whether it is connected, how to connect it, and how its deliveries are doing. */
export function SourceCard(props: SourceProps) {
  const { source, mayEdit, timeZone } = props;
  const { data: status } = useQuery(statusQuery(source.id, props.status));
  const hasKey = source.apiKeyMode !== null;
  return (
    <Paper component="section" withBorder p="md" aria-label={source.name} className={classes.card}>
      <Stack gap="md">
        <Head source={source} state={status.state} />
        <Section order={3} title="Health">
          <HealthCard connectionId={source.id} {...{ status, hasKey, mayEdit, timeZone }} />
        </Section>
        {!source.disconnectedAt && <SourceSteps {...props} status={status} />}
        <Section order={3} title="Recent events">
          <RecentEvents events={source.recent} timeZone={timeZone} />
        </Section>
        {source.rejections.length > 0 && (
          <Section order={3} title="Refused deliveries" about="None of these changed a number.">
            <RefusedDeliveries rejections={source.rejections} timeZone={timeZone} />
          </Section>
        )}
        {mayEdit && (
          <Section order={3} title={source.disconnectedAt ? 'Disconnected' : 'Disconnect'}>
            <Disconnect connectionId={source.id} name={source.name} disconnected={source.disconnectedAt !== null} />
          </Section>
        )}
      </Stack>
    </Paper>
  );
}

function Head({ source, state }: { source: ConnectionDetail; state: ConnectionState }) {
  return (
    <div className={classes.head}>
      <span className={classes.swatch} style={{ background: swatchOf(source.colour) }} aria-hidden />
      <Title order={2}>{source.name}</Title>
      {source.apiKeyMode === 'test' && <Badge color="orange.9">Test mode</Badge>}
      {source.accountId && <Code>{source.accountId}</Code>}
      <Text component="div" className={classes.state} role="status" aria-label="Connection" ml="auto">
        <StateLine state={LINES[state].state}>{LINES[state].text}</StateLine>
      </Text>
    </div>
  );
}

const LINES = {
  connected: { state: 'ok', text: 'Connected' },
  connecting: { state: 'waiting', text: 'Not connected yet: see the checklist' },
  problem: { state: 'problem', text: 'Something is missing: see the checklist' },
  disconnected: { state: 'skipped', text: 'Disconnected: nothing is taken or read' },
} as const;
