'use client';

import { Button, Center, Group, Stack } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/admin/empty-state';
import { CsvButton } from '@/components/reports/csv/csv-button';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import { CommissionDrawer } from './commission-drawer';
import { CommissionFilters } from './commission-filters';
import { CommissionTable } from './commission-table';
import { DecideBar } from './decide-bar';
import { type CommissionView, commissionsQuery } from './partner-queries';
import { commissionsCsv } from './partners-csv';
import { QueryFailure } from './query-failure';
import { useMode } from './use-mode';

const any = parseAsString.withDefault('');
const STATE = { partner: any, status: any, figure: any, flag: any, event: any, payout: any };

/** Commissions, newest first; which of them lives in the address. */
export function CommissionList({ mayDecide, timeZone }: { mayDecide: boolean; timeZone: string }) {
  const mode = useMode();
  const [state, setState] = useQueryStates(STATE, { history: 'replace' });
  const view: CommissionView = { ...state, mode };
  const query = useInfiniteQuery({ ...commissionsQuery(view), placeholderData: keepPreviousData });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const commissions = query.data?.pages.flatMap((page) => page.commissions) ?? [];
  const chosen = commissions.filter(({ id }) => selected.has(id));
  return (
    <Stack gap="sm">
      <CommissionFilters view={view} onChange={setState} />
      <QueryFailure error={query.error} />
      {query.isPending && <ReportSkeleton />}
      {query.data && commissions.length === 0 && (
        <EmptyState title="There is no such commission">
          Commissions come about as soon as somebody whom a partner brought pays, and a reward rule covers it.
        </EmptyState>
      )}
      {commissions.length > 0 && (
        <>
          {mayDecide && <DecideBar chosen={chosen} onDone={() => setSelected(new Set())} />}
          <CommissionTable
            commissions={commissions}
            figure={state.figure}
            isAll={!query.hasNextPage}
            selected={mayDecide ? selected : null}
            timeZone={timeZone}
            onSelect={setSelected}
            onOpen={setOpened}
          />
        </>
      )}
      {commissions.length > 0 && (
        <Center>
          <Group gap="xs">
            {query.hasNextPage && (
              <Button
                variant="default"
                size="compact-sm"
                loading={query.isFetchingNextPage}
                onClick={() => query.fetchNextPage()}
              >
                Show more commissions
              </Button>
            )}
            <CsvButton title="Commissions" fileName="commissions" csv={() => commissionsCsv(view)} />
          </Group>
        </Center>
      )}
      <CommissionDrawer id={opened} mayDecide={mayDecide} timeZone={timeZone} onClose={() => setOpened(null)} />
    </Stack>
  );
}
