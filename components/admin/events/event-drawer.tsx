'use client';

import { Alert, Button, Code, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import type { Choice } from '../choices';
import { CopyField } from '../copy-field';
import { StateBadge } from '../state-badge';
import { SOURCE_LABELS } from './event-choices';
import { EventEffects } from './event-effects';
import classes from './event-log.module.css';
import { type EventLogRow, eventDetailQuery } from './event-queries';
import { nameOf } from './event-rows';

interface Props {
  event: EventLogRow | null;
  timeZone: string;
  connections: Choice[];
  onClose: () => void;
  /** Null for who may not replay. */
  onReplay: ((event: EventLogRow) => void) | null;
}

export function EventDrawer({ event, onClose, ...rest }: Props) {
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={event?.type}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {event && <Detail event={event} {...rest} />}
    </Drawer>
  );
}

function Detail({ event, timeZone, connections, onReplay }: Omit<Props, 'event' | 'onClose'> & { event: EventLogRow }) {
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
        <Fact term="Source" value={nameOf(event.connectionId, connections)} />
        <Fact term="Came by" value={SOURCE_LABELS[event.source]} />
      </dl>
      {onReplay && (
        <Group>
          <Button size="xs" variant="default" onClick={() => onReplay(event)}>
            {event.state === 'failed' ? 'Retry this event…' : 'Replay this event…'}
          </Button>
        </Group>
      )}
      {error && (
        <Alert role="alert" color="red" variant="light">
          {error.message}
        </Alert>
      )}
      {!data && !error && <Skeleton height={240} />}
      {data && <EventEffects state={data.state} effects={data.effects} />}
      {data && (
        <div>
          <Title order={3} mb={4}>
            Payload
          </Title>
          <Text size="xs" c="dimmed" mb={4}>
            Payload as stored, without cards and addresses; secrets, e-mails, telephone numbers and names are hidden
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
