import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { loadReconciliationRows } from '@/lib/reports/load-reconciliation-rows';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await loadReconciliationRows(account, search),
}));
