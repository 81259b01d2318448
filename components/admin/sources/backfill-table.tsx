'use client';

import { TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import { useLocale } from '@/components/format/locale-context';
import type { CheckState } from '@/lib/workspace/connection-checks';
import type { BackfillStatus, ConnectionStatus } from '@/lib/workspace/connection-status';
import { TableFrame } from '../table-frame';
import { inWords } from './in-words';
import { StateLine } from './state-line';

type Step = BackfillStatus['steps'][number];

interface Props {
  steps: readonly Step[];
  running: boolean;
  /** When each list was last read to its end. */
  refreshed: ConnectionStatus['health']['refreshed'];
  timeZone: string;
}

/** While they are read, how fast; afterwards, when last. */
export function BackfillTable({ steps, running, refreshed, timeZone }: Props) {
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (
    <TableFrame label="What is read" minWidth={620}>
      <TableThead>
        <TableTr>
          <TableTh>Objects</TableTh>
          <TableTh>State</TableTh>
          <TableTh ta="right">Read</TableTh>
          <TableTh ta="right">Stripe’s count</TableTh>
          {running && <TableTh ta="right">A second</TableTh>}
          {running && <TableTh ta="right">Time left</TableTh>}
          {!running && <TableTh ta="right">Last refresh</TableTh>}
        </TableTr>
      </TableThead>
      <TableTbody>
        {steps.map((step) => (
          <Row
            key={step.kind}
            {...{ step, running, number, rate, timeZone }}
            refreshedAt={refreshed.find(({ kind }) => kind === step.kind)?.at}
          />
        ))}
      </TableTbody>
    </TableFrame>
  );
}

interface RowProps {
  step: Step;
  running: boolean;
  number: Intl.NumberFormat;
  rate: Intl.NumberFormat;
  refreshedAt: string | undefined;
  timeZone: string;
}

function Row({ step, running, number, rate, refreshedAt, timeZone }: RowProps) {
  const { kind, label, phase, problem, objects, counted, perSecond, secondsLeft } = step;
  return (
    <TableTr data-kind={kind} data-phase={phase}>
      <TableTd>{label}</TableTd>
      <TableTd>
        <StateLine state={stateOf(step)}>{problem ? 'cannot be read now' : PHASES[phase]}</StateLine>
        {problem && (
          <Text size="xs" c="var(--hw-loss)">
            {problem}
          </Text>
        )}
        {remarks(step, number).map((remark) => (
          <Text key={remark} size="xs" c="dimmed">
            {remark}
          </Text>
        ))}
      </TableTd>
      <TableTd ta="right">{number.format(objects)}</TableTd>
      <TableTd ta="right">{counted === null ? '–' : number.format(counted)}</TableTd>
      {running && <TableTd ta="right">{perSecond ? rate.format(perSecond) : '–'}</TableTd>}
      {running && <TableTd ta="right">{secondsLeft ? inWords(secondsLeft) : '–'}</TableTd>}
      {!running && (
        <TableTd ta="right" style={{ whiteSpace: 'nowrap' }}>
          {refreshedAt ? formatInstant(refreshedAt, timeZone) : '–'}
        </TableTd>
      )}
    </TableTr>
  );
}

/** What a list did not give at once. */
function remarks({ recovered, unlisted, gone, goneIds }: Step, { format }: Intl.NumberFormat): string[] {
  const some = goneIds.join(', ') + (gone > goneIds.length ? ' …' : '');
  return [
    ...(recovered > 0 ? [`${format(recovered)} were missed at first and read again`] : []),
    ...(unlisted > 0 ? [`${format(unlisted)} that the list left out were found by what refers to them`] : []),
    ...(gone > 0 ? [`${format(gone)} that others refer to are not in Stripe any more: ${some}`] : []),
  ];
}

const PHASES: Record<Step['phase'], string> = {
  waiting: 'waits its turn',
  recent: 'the last 90 days',
  history: 'all before',
  counting: 'compared with Stripe’s count',
  checking: 'what others refer to is looked for',
  done: 'complete',
};

const stateOf = ({ phase, problem }: Step): CheckState => (problem ? 'problem' : phase === 'done' ? 'ok' : 'waiting');
