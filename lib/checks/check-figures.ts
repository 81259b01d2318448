import { type Check, verifyWorkspace } from '@/lib/metrics/verify';
import { checkBacklog } from './check-backlog';
import { checkBalance } from './check-balance';
import { compareLedger } from './compare-ledger';
import { compareRollups } from './compare-rollups';

/**
 * Holds every figure against the rows behind it, the rows against what their facts come to, the rollups against ones made
 * anew, and the days that are over against the balance. Changes nothing.
 */
export async function checkFigures(workspaceId: string, now: Date): Promise<Check[]> {
  const different = await compareLedger(workspaceId);
  const ledger = {
    name: 'every row of the ledger is what its facts come to',
    ok: different.length === 0,
    detail: different
      .map(({ table, customer, row, problem }) => `${problem} in ${table}: ${customer} ${row}`)
      .join(', '),
  };
  const summed = await compareRollups(workspaceId);
  const rollups = {
    name: 'rollups made anew are those that are kept',
    ok: summed.length === 0,
    detail: summed.map(({ table, rows, example }) => `${table} differs in ${rows} rows, e.g. ${example}`).join(', '),
  };
  return [
    await checkBacklog(workspaceId),
    ...(await verifyWorkspace(workspaceId)),
    ledger,
    rollups,
    ...(await checkBalance(workspaceId, now)),
  ];
}
