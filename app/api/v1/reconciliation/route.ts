import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import { payoutsCsv, reconciliationCsv } from '@/lib/reports/reconciliation-csv';

export const GET = reader(nothing, async ({ account, search, wantsCsv }) => {
  const report = await loadReconciliation(account, search);
  if (!wantsCsv) return { json: report };
  const payouts = search.table === 'payouts';
  const name = `${payouts ? 'payouts' : 'reconciliation'}-${report.from}-${report.to}.csv`;
  return { csv: payouts ? payoutsCsv(report) : reconciliationCsv(report), fileName: name };
});
