'use client';

import { Alert, Button, Center, Group, Loader, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/admin/empty-state';
import { TextLink } from '@/components/admin/text-link';
import { CsvButton } from '@/components/reports/csv/csv-button';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import type { Day } from '@/lib/calendar/days';
import type { LinkList } from '@/lib/links/link-shapes';
import { LinkDialogs, type Opened } from './link-dialogs';
import type { PartnerChoice } from './link-form';
import { LINKS } from './link-href';
import { linksQuery } from './link-queries';
import { daysOfRange, RANGE_NAMES, RANGES, type Range } from './link-ranges';
import { linksCsv } from './links-csv';
import { LinksTable } from './links-table';

const STATE = {
  search: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('all'),
  archived: parseAsBoolean.withDefault(false),
  mode: parseAsStringLiteral(['live', 'test']).withDefault('live'),
};

interface Props {
  first: LinkList;
  /** What `first` was asked for. */
  asked: { search: string; range: Range; archived: boolean; mode: 'live' | 'test' };
  /** In the workspace's zone. */
  today: Day;
  /** ISO 8601. */
  now: string;
  mayEdit: boolean;
  partners: PartnerChoice[];
  /** What short links begin with. */
  origin: string;
}

/** All links, or those that are looked for. What is asked for lives in the address. */
export function LinksList({ first, asked, today, now, mayEdit, partners, origin }: Props) {
  const [state, setState] = useQueryStates(STATE, { history: 'replace' });
  const [opened, open] = useState<Opened>(null);
  const [search] = useDebouncedValue(state.search, 200);
  const { range, archived, mode } = state;
  const view = { search, archived, mode, days: daysOfRange(range, today) };
  const isAsked =
    search === asked.search && range === asked.range && archived === asked.archived && mode === asked.mode;
  const query = useInfiniteQuery({
    ...linksQuery(view, isAsked ? first : undefined),
    placeholderData: keepPreviousData,
  });
  const links = query.data?.pages.flatMap((page) => page.links) ?? [];
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput
          type="search"
          size="xs"
          w={280}
          maw="100%"
          aria-label="Find a link"
          placeholder="Slug, address, title or campaign"
          leftSection={query.isFetching ? <Loader size={14} /> : <IconSearch size={14} aria-hidden />}
          value={state.search}
          onChange={(event) => setState({ search: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Days"
          transitionDuration={0}
          value={range}
          onChange={(value) => setState({ range: RANGES.find((one) => one === value) ?? null })}
          data={RANGES.map((value) => ({ value, label: RANGE_NAMES[value] }))}
        />
        <Switch
          size="xs"
          label="Archived as well"
          checked={archived}
          onChange={(event) => setState({ archived: event.currentTarget.checked || null })}
        />
        <Group gap="xs" ml="auto">
          <CsvButton title="Links" fileName="links" csv={() => linksCsv(view)} size="xs" />
          {mayEdit && (
            <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => open({ what: 'new' })}>
              New link
            </Button>
          )}
        </Group>
      </Group>
      {query.error && (
        <Alert role="alert" color="red" variant="light" title="Links cannot be listed">
          {query.error.message}
        </Alert>
      )}
      {query.isPending && <ReportSkeleton />}
      {query.data && links.length === 0 && <Nothing search={search} />}
      {links.length > 0 && (
        <LinksTable
          {...{ links, mode, mayEdit, now }}
          currency={query.data?.pages[0]?.currency ?? first.currency}
          onQr={(link) => open({ what: 'qr', link })}
          onEdit={(link) => open({ what: 'edit', link })}
        />
      )}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more links
          </Button>
        </Center>
      )}
      <LinkDialogs opened={opened} onClose={() => open(null)} partners={partners} origin={origin} />
    </Stack>
  );
}

function Nothing({ search }: { search: string }) {
  if (search.trim())
    return <EmptyState title="No link is found by this">Archived links are shown on request.</EmptyState>;
  return (
    <EmptyState title="There is no link yet">
      A short link counts its clicks and says which of them became leads and sales. Make one here, or by the API.{' '}
      <TextLink href={`${LINKS}/joining`}>How clicks are joined to Stripe</TextLink>
    </EmptyState>
  );
}
