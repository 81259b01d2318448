import { Alert, Button, Center, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConflictPage } from '@/lib/identity/conflicts/conflict-shapes';
import type { Choice } from '../../choices';
import { EmptyState } from '../../empty-state';
import { ActionList } from './action-list';
import { actionsQuery, conflictsQuery, type Mode } from './conflict-queries';
import { DuplicatesCard } from './duplicates-card';
import { RivalsCard } from './rivals-card';
import { SharedCard } from './shared-card';

interface Props {
  filter: { mode: Mode; search: string };
  connections: Choice[];
  timeZone: string;
  mayEdit: boolean;
}

const NONE = {
  rivals: 'No customer is named with two ids',
  duplicates: 'No address is shared by two people',
  shared: 'No identifier is carried by too many customers',
};

/** What is in conflict, a card each. */
export function ConflictList({ kind, filter, connections, timeZone, mayEdit }: Props & { kind: keyof typeof NONE }) {
  const query = useInfiniteQuery(conflictsQuery(kind, filter));
  const conflicts = query.data?.pages.flatMap((page) => page.conflicts) ?? [];
  const sourceOf = (id: string) =>
    connections.length > 1 ? (connections.find(({ value }) => value === id)?.label ?? id) : null;
  return (
    <Pages query={query} isEmpty={conflicts.length === 0} none={filter.search === '' ? NONE[kind] : 'Nothing matches'}>
      <Stack gap="md">
        {conflicts.map((conflict) => (
          <OneConflict
            key={keyOf(conflict)}
            conflict={conflict}
            mode={filter.mode}
            source={'connectionId' in conflict ? sourceOf(conflict.connectionId) : null}
            timeZone={timeZone}
            mayEdit={mayEdit}
          />
        ))}
      </Stack>
    </Pages>
  );
}

type Conflict = ConflictPage['conflicts'][number];

const keyOf = (conflict: Conflict): string =>
  conflict.kind === 'rivals'
    ? `${conflict.connectionId} ${conflict.customerId}`
    : `${conflict.kind === 'shared' ? conflict.connectionId : ''} ${conflict.identifier}`;

interface OneProps {
  conflict: Conflict;
  mode: Mode;
  source: string | null;
  timeZone: string;
  mayEdit: boolean;
}

function OneConflict({ conflict, ...props }: OneProps) {
  if (conflict.kind === 'rivals') return <RivalsCard conflict={conflict} {...props} />;
  if (conflict.kind === 'shared') return <SharedCard conflict={conflict} {...props} />;
  return <DuplicatesCard conflict={conflict} {...props} />;
}

/** What members did by hand, each with its undo. */
export function DoneList({ filter, timeZone, mayEdit }: Omit<Props, 'connections'>) {
  const query = useInfiniteQuery(actionsQuery(filter));
  const actions = query.data?.pages.flatMap((page) => page.actions) ?? [];
  const none = filter.search === '' ? 'Nothing was done by hand' : 'Nothing matches';
  return (
    <Pages query={query} isEmpty={actions.length === 0} none={none}>
      <ActionList label="Done by hand" actions={actions} timeZone={timeZone} mayEdit={mayEdit} />
    </Pages>
  );
}

interface PagesProps {
  query: {
    error: Error | null;
    isPending: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  isEmpty: boolean;
  none: string;
  children: ReactNode;
}

function Pages({ query, isEmpty, none, children }: PagesProps) {
  if (query.error)
    return (
      <Alert role="alert" color="red" variant="light" title="The list cannot be read">
        {query.error.message}
      </Alert>
    );
  if (query.isPending) return <Skeleton height={240} role="status" aria-label="Loading" />;
  if (isEmpty) return <EmptyState title={none}>What comes up later is listed here by itself.</EmptyState>;
  return (
    <>
      {children}
      {query.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}
