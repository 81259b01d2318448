'use client';

import { Stack, Text, Title } from '@mantine/core';
import { EmptyState } from '@/components/admin/empty-state';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { Notice } from '@/components/reports/notice';
import type { ReconciliationReport as Report } from '@/lib/reports/load-reconciliation';
import type { Account } from '@/lib/reports/types';
import { currencyTables } from './day-rows';
import { DayTable } from './day-table';
import { FetchMissing } from './fetch-missing';
import { PayoutTable } from './payout-table';
import { ReconciliationFilters } from './reconciliation-filters';
import { SidesDrawer } from './sides-drawer';
import { UnmatchedList } from './unmatched-list';
import { useReconciliationState } from './use-reconciliation-state';

interface Props {
  report: Report;
  account: Pick<Account, 'weekStart' | 'timeZone'>;
  today: string;
  sources: { connectionId: string; name: string }[];
  mayFetch: boolean;
}

/** The ledger against Stripe's balance, day by day or payout by payout. */
export function ReconciliationReport({ report, account, today, sources, mayFetch }: Props) {
  const [{ view, currency, connection }] = useReconciliationState();
  const ofCurrency = (one: { currency: string }) => !currency || one.currency === currency;
  const tables = currencyTables(report, today);
  const payouts = report.payouts.filter(ofCurrency);
  const unmatched = report.unmatched.filter(ofCurrency);
  const { from, to, mode } = report;
  const unread = payouts.some(({ amountMinor, missing }) => amountMinor === null || missing.length > 0);
  return (
    <Stack gap="md">
      <ReconciliationFilters
        {...{ from, to, sources, weekStart: account.weekStart }}
        currencies={[...new Set([...tables, ...report.payouts].map((one) => one.currency))].sort()}
      />
      <NotCompared report={report} />
      {mayFetch && (
        <FetchMissing
          asked={{ from, to, mode, ...(connection ? { connection } : {}) }}
          needed={unmatched.length > 0 || unread}
        />
      )}
      {unmatched.length > 0 && <UnmatchedList unmatched={unmatched} />}
      {view === 'days' ? (
        <Days tables={tables.filter(ofCurrency)} available={report.available} />
      ) : payouts.length === 0 ? (
        <EmptyState title="No payouts in these days">
          Payouts appear here when Stripe’s balance books them. Choose another month, or look at the days.
        </EmptyState>
      ) : (
        <PayoutTable payouts={payouts} />
      )}
      <Awaiting report={report} timeZone={account.timeZone} />
      <SidesDrawer />
    </Stack>
  );
}

function Days({ tables, available }: { tables: ReturnType<typeof currencyTables>; available: boolean }) {
  if (tables.length === 0)
    return (
      <EmptyState title={available ? 'Nothing moved in these days' : 'There is nothing to compare with yet'}>
        {available ? (
          'Neither Stripe’s balance nor the ledger holds anything. Choose another month.'
        ) : (
          <>
            Headwater compares with balance transactions, which it reads with a restricted key: add one under{' '}
            <TextLink href="/sources">Sources</TextLink>.
          </>
        )}
      </EmptyState>
    );
  return tables.map((table) => (
    <section key={table.currency}>
      {tables.length > 1 && (
        <Title order={2} mb={8}>
          {table.currency.toUpperCase()}
        </Title>
      )}
      <DayTable table={table} />
    </section>
  ));
}

/** What could not be compared is never shown as 0.00. */
function NotCompared({ report }: { report: Report }) {
  const { sources, uncompared } = report;
  const partly = sources.filter(({ reason, payoutProblem }) => reason !== null || payoutProblem !== null);
  if (partly.length === 0 && uncompared === 0) return null;
  return (
    <Notice tone="warning" title="Not all of it could be compared">
      {partly.map(({ connectionId, name, compared, from, reason, payoutProblem }) => (
        <Text key={connectionId} size="sm">
          {name}: {reason ?? `payouts are not compared. ${payoutProblem}`}
          {compared && from !== null && ` Days from ${from} on are compared.`}
          {reason !== null && payoutProblem !== null && payoutProblem !== reason && ` Payouts: ${payoutProblem}`}
        </Text>
      ))}
      {uncompared > 0 && (
        <Text size="sm">
          {uncompared} {uncompared === 1 ? 'row' : 'rows'} of the ledger {uncompared === 1 ? 'is' : 'are'} of a source
          or a day whose balance is not known.
        </Text>
      )}
    </Notice>
  );
}

/** Money that moved a moment ago is in the ledger before Stripe's balance is read. */
function Awaiting({ report: { awaiting, sources }, timeZone }: { report: Report; timeZone: string }) {
  const readAt = sources.flatMap((source) => source.readAt ?? []).sort()[0];
  if (readAt === undefined) return null;
  return (
    <Text size="xs" c="dimmed">
      Stripe’s balance was last read at {formatInstant(readAt, timeZone)}.
      {awaiting > 0 &&
        ` ${awaiting} newer ${awaiting === 1 ? 'row' : 'rows'} of the ledger ${awaiting === 1 ? 'waits' : 'wait'} for the next reading, within minutes.`}
    </Text>
  );
}
