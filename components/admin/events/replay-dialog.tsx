'use client';

import { Alert, Button, Group, Modal, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormMessage } from '../form-message';
import { eventNewsQuery } from './event-queries';
import { dryRunQuery, type ReplaySelection, sendReplay } from './replay-queries';
import { ReplayReportView } from './replay-report';

export interface Replay {
  /** What is replayed, in words: "3 selected events". */
  what: string;
  selection: ReplaySelection;
}

interface Props {
  replay: Replay | null;
  /** Analysts may try; admins may replay. */
  mayReplay: boolean;
  onClose: () => void;
}

/** A dry run first, and then, by a second choice, for real. */
export function ReplayDialog({ replay, mayReplay, onClose }: Props) {
  return (
    <Modal
      opened={replay !== null}
      onClose={onClose}
      size="xl"
      title={`Replay ${replay?.what ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {replay && <Steps selection={replay.selection} mayReplay={mayReplay} onClose={onClose} />}
    </Modal>
  );
}

function Steps({ selection, mayReplay, onClose }: Omit<Props, 'replay'> & { selection: ReplaySelection }) {
  const client = useQueryClient();
  const { data: report, error } = useQuery(dryRunQuery(selection));
  const [sent, setSent] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    setMessage(null);
    try {
      const events = await sendReplay(selection);
      await client.invalidateQueries({ queryKey: eventNewsQuery.queryKey }); // how many wait now, before it is shown
      setSent(events);
    } catch (failure) {
      setMessage(failure instanceof Error ? failure.message : 'The replay could not be started.');
    } finally {
      setBusy(false);
    }
  };
  if (sent !== null) return <Running events={sent} onClose={onClose} />;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Dry run: what the stored events say now, held against the rows that stand. Nothing is changed by it.
      </Text>
      {error && (
        <Alert role="alert" color="red" variant="light">
          {error.message}
        </Alert>
      )}
      {!report && !error && (
        <Stack gap="xs" role="status">
          <Text size="sm">The events are read again. Thousands take some seconds.</Text>
          <Skeleton height={120} />
        </Stack>
      )}
      {report && <ReplayReportView report={report} />}
      <FormMessage message={message} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {mayReplay && (
          <Button onClick={run} loading={busy} disabled={!report || report.matching === 0}>
            Replay{' '}
            {report ? `${report.matching.toLocaleString('en-US')} ${report.matching === 1 ? 'event' : 'events'}` : ''}{' '}
            for real
          </Button>
        )}
      </Group>
      {!mayReplay && (
        <Text size="sm" c="dimmed" ta="right">
          An admin can replay for real.
        </Text>
      )}
    </Stack>
  );
}

/** The projector takes them in batches; closing the dialog does not stop it. */
function Running({ events, onClose }: { events: number; onClose: () => void }) {
  const { data } = useQuery(eventNewsQuery);
  const waiting = Math.min(data?.pending ?? events, events);
  const done = waiting === 0;
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {done
          ? `${events.toLocaleString('en-US')} ${events === 1 ? 'event was' : 'events were'} replayed.`
          : `${waiting.toLocaleString('en-US')} of ${events.toLocaleString('en-US')} events still wait.`}
      </Text>
      <Progress value={events === 0 ? 100 : (100 * (events - waiting)) / events} aria-label="Events replayed" />
      <Group justify="flex-end">
        <Button onClick={onClose}>{done ? 'Done' : 'Leave it running'}</Button>
      </Group>
    </Stack>
  );
}
