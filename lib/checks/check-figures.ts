import { type Check, verifyWorkspace } from '@/lib/metrics/verify';
import { compareRollups } from './compare-rollups';

/** Holds every figure against the rows behind it, and the rollups against ones made anew. Changes nothing. */
export async function checkFigures(workspaceId: string): Promise<Check[]> {
  const different = await compareRollups(workspaceId);
  const rollups = {
    name: 'rollups made anew are those that are kept',
    ok: different.length === 0,
    detail: different.map(({ table, rows }) => `${table} differs in ${rows} rows`).join(', '),
  };
  return [...(await verifyWorkspace(workspaceId)), rollups];
}
