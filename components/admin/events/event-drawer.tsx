'use client';

import { Alert, Code, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import { CopyField } from '../copy-field';
import { StateBadge } from '../state-badge';
import classes from './event-log.module.css';
import { type EventLogRow, eventDetailQuery } from './event-queries';

interface Props {
  event: EventLogRow | null;
  timeZone: string;
  onClose: () => void;
}

export function EventDrawer({ event, timeZone, onClose }: Props) {
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={event?.type}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {event && <Detail event={event} timeZone={timeZone} />}
    </Drawer>
  );
}

function Detail({ event, timeZone }: { event: EventLogRow; timeZone: string }) {
  const { data, error } = useQuery(eventDetailQuery(event));
  return (
    <Stack gap="md">
      <CopyField label="Event id" value={event.id} />
      <dl className={classes.facts}>
        <dt>State</dt>
        <dd>
          <StateBadge state={event.state} reason={event.reason} />
        </dd>
        {event.reason && <Fact term="Reason" value={event.reason} />}
        <Fact term="Object" value={event.objectId} />
        <Fact term="Mode" value={event.mode} />
        <Fact term="Happened" value={formatInstant(event.occurredAt, timeZone)} />
        <Fact term="Arrived" value={formatInstant(event.receivedAt, timeZone)} />
        {data?.projectedAt && <Fact term="Projected" value={formatInstant(data.projectedAt, timeZone)} />}
        {data && <Fact term="API version" value={data.apiVersion} />}
        {data?.account && <Fact term="Account" value={data.account} />}
        <Fact term="Source" value={event.connectionId} />
      </dl>
      {error && (
        <Alert role="alert" color="red" variant="light">
          {error.message}
        </Alert>
      )}
      {!data && !error && <Skeleton height={240} />}
      {data && (
        <div>
          <Text size="xs" c="dimmed" mb={4}>
            Payload as stored, with e-mails, telephone numbers and names hidden
          </Text>
          <Code block className={classes.payload} tabIndex={0}>
            {data.payload}
          </Code>
        </div>
      )}
    </Stack>
  );
}

function Fact({ term, value }: { term: string; value: string | null }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value ?? '–'}</dd>
    </>
  );
}
