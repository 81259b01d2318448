'use client';

import { Alert, Button, Center, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import type { Choice } from '../choices';
import { EmptyState } from '../empty-state';
import { EventDrawer } from './event-drawer';
import { EventFilters } from './event-filters';
import { type EventLogRow, eventLogQuery, filledIn } from './event-queries';
import { EventRows } from './event-rows';
import { LogActions } from './log-actions';
import { type Replay, ReplayDialog } from './replay-dialog';
import { useLiveLog } from './use-live-log';

const text = parseAsString.withDefault('').withOptions({ history: 'replace', clearOnDefault: true });
const FILTER = {
  type: text,
  state: text,
  mode: text,
  connection: text,
  object: text,
  source: text,
  from: text,
  to: text,
};

interface Props {
  types: readonly string[];
  connections: Choice[];
  timeZone: string;
  /** Analysts may try a replay; admins may do it. */
  may: { dryRun: boolean; replay: boolean };
}

/** Every event that was accepted, with what became of it. The filters live in the address. */
export function EventLog({ types, connections, timeZone, may }: Props) {
  const [filter, setFilter] = useQueryStates(FILTER);
  const [open, setOpen] = useState<EventLogRow | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [replay, setReplay] = useState<Replay | null>(null);
  const live = useLiveLog();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    eventLogQuery(filter),
  );
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  const shown =
    open && (events.find(({ connectionId, id }) => connectionId === open.connectionId && id === open.id) ?? open);
  const replayOne = (event: EventLogRow) =>
    setReplay({ what: event.type, selection: { ids: [event.id], connection: event.connectionId } });
  return (
    <>
      <EventFilters
        filter={filter}
        types={types}
        connections={connections}
        onChange={(change) => {
          setSelected(new Set());
          setFilter(change);
        }}
      />
      <LogActions
        live={live}
        selected={[...selected]}
        filter={filledIn(filter)}
        isEmpty={events.length === 0}
        mayDryRun={may.dryRun}
        onReplay={setReplay}
        onUnselect={() => setSelected(new Set())}
      />
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
      {events.length > 0 && (
        <EventRows
          events={events}
          timeZone={timeZone}
          connections={connections}
          selected={selected}
          onSelect={may.dryRun ? setSelected : null}
          onOpen={setOpen}
          onReplay={replayOne}
        />
      )}
      {hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show older events
          </Button>
        </Center>
      )}
      <EventDrawer
        event={shown}
        timeZone={timeZone}
        connections={connections}
        onClose={() => setOpen(null)}
        onReplay={may.dryRun ? replayOne : null}
      />
      <ReplayDialog replay={replay} mayReplay={may.replay} onClose={() => setReplay(null)} />
    </>
  );
}
