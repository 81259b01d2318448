'use client';

import { Alert, Button, Center, Skeleton, Table, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import { EmptyState } from '../empty-state';
import { StateBadge } from '../state-badge';
import { TableFrame } from '../table-frame';
import { EventDrawer } from './event-drawer';
import { EventFilters } from './event-filters';
import classes from './event-log.module.css';
import { type EventLogRow, eventLogQuery } from './event-queries';

const text = parseAsString.withDefault('').withOptions({ history: 'replace', clearOnDefault: true });

/** Every event that was accepted, with what became of it. The filters live in the address. */
export function EventLog({ types, timeZone }: { types: readonly string[]; timeZone: string }) {
  const [filter, setFilter] = useQueryStates({ type: text, state: text, mode: text, object: text });
  const [open, setOpen] = useState<EventLogRow | null>(null);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    eventLogQuery(filter),
  );
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <>
      <EventFilters filter={filter} types={types} onChange={setFilter} />
      {error && (
        <Alert role="alert" color="red" variant="light" title="The log cannot be read">
          {error.message}
        </Alert>
      )}
      {isPending && <Skeleton height={320} role="status" aria-label="Loading" />}
      {data && events.length === 0 && (
        <EmptyState title="No event matches">
          Change the filters, or look at Sources if nothing has arrived from Stripe yet.
        </EmptyState>
      )}
      {events.length > 0 && <Rows events={events} timeZone={timeZone} onOpen={setOpen} />}
      {hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show older events
          </Button>
        </Center>
      )}
      <EventDrawer event={open} timeZone={timeZone} onClose={() => setOpen(null)} />
    </>
  );
}

interface RowsProps {
  events: EventLogRow[];
  timeZone: string;
  onOpen: (event: EventLogRow) => void;
}

function Rows({ events, timeZone, onOpen }: RowsProps) {
  return (
    <TableFrame label="Events" minWidth={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Type</Table.Th>
          <Table.Th>Object</Table.Th>
          <Table.Th>Happened</Table.Th>
          <Table.Th>Arrived</Table.Th>
          <Table.Th>Mode</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Reason</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={`${event.connectionId} ${event.id}`}>
            <Table.Td className={classes.oneLine}>
              <UnstyledButton
                className={classes.open}
                onClick={() => onOpen(event)}
                aria-label={`${event.type} ${event.id}`}
              >
                {event.type}
              </UnstyledButton>
            </Table.Td>
            <Table.Td ff="monospace" className={classes.oneLine}>
              {event.objectId}
            </Table.Td>
            <Table.Td className={classes.oneLine}>{formatInstant(event.occurredAt, timeZone)}</Table.Td>
            <Table.Td className={classes.oneLine}>{formatInstant(event.receivedAt, timeZone)}</Table.Td>
            <Table.Td>{event.mode}</Table.Td>
            <Table.Td>
              <StateBadge state={event.state} reason={event.reason} />
            </Table.Td>
            <Table.Td c="dimmed">{event.reason}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
