'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { BackfillStatus, ConnectionStatus } from '@/lib/workspace/connection-status';
import { BackfillTable } from './backfill-table';
import { inWords } from './in-words';
import { useAction } from './use-action';

interface Props {
  connectionId: string;
  status: ConnectionStatus;
  hasKey: boolean;
  mayEdit: boolean;
  timeZone: string;
}

/** How far the history is read, object by object, and the button that stops or goes on. */
export function BackfillStep({ connectionId, status, hasKey, mayEdit, timeZone }: Props) {
  const { run, busy } = useAction('POST', `/api/internal/connections/${connectionId}/backfill`, connectionId);
  const { backfill, health } = status;
  const { state, steps } = backfill;
  if (!hasKey && steps.length === 0) {
    return <Text size="sm">Begins as soon as a key is saved: the last 90 days first, then everything before.</Text>;
  }
  const done = steps.filter(({ phase }) => phase === 'done').length;
  const action = ACTIONS[state];
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <Text size="sm" role="status" aria-label="Backfill">
          {headline(backfill, timeZone)}
        </Text>
        {mayEdit && hasKey && (
          <Button size="xs" variant="default" loading={busy} onClick={() => run({ action: action.does })}>
            {action.label}
          </Button>
        )}
      </Group>
      {state !== 'done' && steps.length > 0 && (
        <Progress value={(100 * done) / steps.length} aria-label="Lists that are read" size="sm" />
      )}
      {steps.length > 0 && (
        <BackfillTable {...{ steps, timeZone }} refreshed={health.refreshed} running={state === 'running'} />
      )}
    </Stack>
  );
}

const ACTIONS = {
  idle: { does: 'start', label: 'Read the history' },
  running: { does: 'pause', label: 'Pause' },
  paused: { does: 'resume', label: 'Go on' },
  done: { does: 'start', label: 'Read it again' },
} as const;

function headline({ state, steps, doneAt }: BackfillStatus, timeZone: string): string {
  const problems = steps.filter(({ problem }) => problem).length;
  const stuck = problems === 0 ? '' : ` ${problems} ${problems === 1 ? 'list' : 'lists'} could not be read.`;
  if (state === 'done')
    return `All history is read${doneAt ? `, since ${formatInstant(doneAt, timeZone)}` : ''}.${stuck}`;
  if (state === 'paused') return `Paused; it goes on where it stopped.${stuck}`;
  if (state === 'idle') return `Not read yet.${stuck}`;
  const left = Math.max(...steps.map(({ secondsLeft }) => secondsLeft ?? 0));
  return `Being read${left > 0 ? `, about ${inWords(left)} left` : ''}. You can close this page.${stuck}`;
}
