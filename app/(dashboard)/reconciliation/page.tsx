import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { BalanceBadge } from '@/components/reconciliation/balance-badge';
import { ReconciliationReport } from '@/components/reconciliation/reconciliation-report';
import { Notice } from '@/components/reports/notice';
import { roleAtLeast } from '@/lib/auth/roles';
import { bucketStart, dayOf, nextBucket } from '@/lib/calendar/days';
import { AppError } from '@/lib/errors';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import type { Account } from '@/lib/reports/types';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Reconciliation' };

const ABOUT =
  'The ledger against Stripe’s own balance: every charge, refund, dispute and fee, by day and reporting category, and every payout against what is in it. Everything that differs is named.';

type Search = Record<string, string | string[] | undefined>;

interface Props {
  searchParams: Promise<Search>;
}

export default async function ReconciliationPage({ searchParams }: Props) {
  const { account, role } = await requireViewer();
  const today = dayOf(new Date(), account.timeZone);
  const [{ report, problem }, connections] = await Promise.all([
    read(account, await searchParams, today),
    listConnections(account.workspaceId),
  ]);
  const { from, to, mode } = report;
  return (
    <>
      <PageHeader title="Reconciliation" about={ABOUT}>
        <BalanceBadge {...{ from, to, mode }} />
      </PageHeader>
      {problem && (
        <Notice tone="warning" title="This link could not be followed exactly">
          {problem}
        </Notice>
      )}
      <ReconciliationReport
        {...{ report, account, today }}
        sources={connections.map(({ id, name }) => ({ connectionId: id, name }))}
        mayFetch={roleAtLeast(role, 'analyst')}
      />
    </>
  );
}

/** This month, unless the address says otherwise. */
async function read(account: Account, search: Search, today: string) {
  const first = bucketStart(today, 'month', account.weekStart);
  const month = { from: first, to: nextBucket(first, 'month') };
  try {
    const days = search.from && search.to ? {} : month;
    return { report: await loadReconciliation(account, { ...search, ...days }), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const report = await loadReconciliation(account, { ...month, mode: search.mode === 'test' ? 'test' : 'live' });
    return { report, problem: `${error.message} This month is shown.` };
  }
}
