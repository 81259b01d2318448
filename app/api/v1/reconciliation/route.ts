import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await loadReconciliation(account, search),
}));
