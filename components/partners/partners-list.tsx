'use client';

import { Button, Center, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/admin/empty-state';
import { CsvButton } from '@/components/reports/csv/csv-button';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import { PartnerForm } from './partner-form';
import { partnersQuery } from './partner-queries';
import { partnersCsv } from './partners-csv';
import { PartnersTable } from './partners-table';
import { QueryFailure } from './query-failure';
import { useMode } from './use-mode';

/** Everybody who brings customers for a share of what they pay. */
export function PartnersList({ mayEdit }: { mayEdit: boolean }) {
  const mode = useMode();
  const [typed, setTyped] = useQueryState('search', parseAsString.withDefault(''));
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery({ ...partnersQuery(mode, search), placeholderData: keepPreviousData });
  const partners = query.data?.pages.flatMap((page) => page.partners) ?? [];
  return (
    <Stack gap="sm">
      <Group gap="sm" justify="space-between">
        <TextInput
          type="search"
          size="xs"
          w={300}
          maw="100%"
          aria-label="Find a partner"
          placeholder="Name, e-mail or code"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value || null)}
        />
        <Group gap="xs">
          <CsvButton title="Partners" fileName="partners" csv={() => partnersCsv(mode, search)} size="sm" />
          {mayEdit && <Button onClick={() => setAdding(true)}>Add partner</Button>}
        </Group>
      </Group>
      <QueryFailure error={query.error} />
      {query.isPending && <ReportSkeleton />}
      {query.data && partners.length === 0 && (
        <EmptyState title={search ? 'No partner is found by this' : 'There is no partner yet'}>
          {search
            ? 'Names and e-mail addresses are looked through.'
            : 'Add one, give it links or promotion codes, and say under Reward rules what it earns.'}
        </EmptyState>
      )}
      {partners.length > 0 && <PartnersTable partners={partners} mode={mode} isAll={!query.hasNextPage} />}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more partners
          </Button>
        </Center>
      )}
      <Modal opened={adding} onClose={() => setAdding(false)} title="Add partner">
        <PartnerForm partner={null} onDone={() => setAdding(false)} />
      </Modal>
    </Stack>
  );
}
