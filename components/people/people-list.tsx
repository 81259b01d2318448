'use client';

import { Alert, Button, Center, Group, Loader, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { EmptyState } from '@/components/admin/empty-state';
import { TextLink } from '@/components/admin/text-link';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import type { PersonList } from '@/lib/people/shapes';
import { type PeopleView, peopleQuery } from './people-queries';
import { PeopleTable } from './people-table';

const SORTS = ['newest', 'revenue'] as const;
const STATE = {
  search: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(SORTS).withDefault('newest'),
  mode: parseAsStringLiteral(['live', 'test']).withDefault('live'),
};

interface Props {
  first: PersonList;
  /** What `first` was asked for. */
  asked: PeopleView;
  timeZone: string;
}

/** Everybody, or whoever an identifier may mean. What is asked for lives in the address. */
export function PeopleList({ first, asked, timeZone }: Props) {
  const [state, setState] = useQueryStates(STATE, { history: 'replace' });
  const [search] = useDebouncedValue(state.search, 200);
  const view = { ...state, search };
  const isAsked = view.search === asked.search && view.sort === asked.sort && view.mode === asked.mode;
  const query = useInfiniteQuery({
    ...peopleQuery(view, isAsked ? first : undefined),
    placeholderData: keepPreviousData,
  });
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput
          type="search"
          size="xs"
          w={360}
          maw="100%"
          aria-label="Find a person"
          placeholder="Id, e-mail, name, customer, subscription, invoice"
          leftSection={query.isFetching ? <Loader size={14} /> : <IconSearch size={14} aria-hidden />}
          value={state.search}
          onChange={(event) => setState({ search: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Order"
          transitionDuration={0}
          value={state.sort}
          onChange={(value) => setState({ sort: SORTS.find((sort) => sort === value) ?? null })}
          data={[
            { value: 'newest', label: 'Newest' },
            { value: 'revenue', label: 'By revenue' },
          ]}
        />
      </Group>
      {query.error && (
        <Alert role="alert" color="red" variant="light" title="People cannot be listed">
          {query.error.message}
        </Alert>
      )}
      {query.isPending && <ReportSkeleton />}
      {query.data && people.length === 0 && <Nobody search={search} mode={state.mode} />}
      {people.length > 0 && (
        <PeopleTable people={people} currency={query.data?.pages[0]?.currency ?? first.currency} timeZone={timeZone} />
      )}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more people
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function Nobody({ search, mode }: Pick<PeopleView, 'search' | 'mode'>) {
  if (search.trim())
    return (
      <EmptyState title={`Nobody in ${mode} mode is found by this`}>
        Ids of objects are looked for as they are, names and e-mail addresses by how they begin.{' '}
        <TextLink href="/identity#find">Find a purchase</TextLink> also looks for what is not known yet.
      </EmptyState>
    );
  return (
    <EmptyState title={`Nobody has bought anything in ${mode} mode yet`}>
      People appear as soon as Stripe tells of a customer. See <TextLink href="/sources">Sources</TextLink> if something
      should have arrived.
    </EmptyState>
  );
}
