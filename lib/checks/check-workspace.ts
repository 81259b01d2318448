import { getDb } from '@/lib/db/client';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { compareRollups } from './compare-rollups';

/** Where the outcome is kept: beside the readings of lists, since it also is something done again and again. */
export const KIND = 'nightly_check';

/**
 * Holds every figure against the rows behind it, and the rollups against ones made anew. Keeps the outcome for the data
 * health of the workspace; returns what does not add up, or null when all does.
 */
export async function checkWorkspace(workspaceId: string, now: Date): Promise<string | null> {
  const rollups = await compareRollups(workspaceId);
  const checks = await verifyWorkspace(workspaceId);
  const broken = [
    ...rollups.map(({ table, rows }) => `${table} differs from the ledger in ${rows} rows`),
    ...checks.flatMap(({ name, ok, detail }) => (ok ? [] : [`not true: ${name} (${detail})`])),
  ];
  const problem = broken.length === 0 ? null : broken.join('; ');
  const key = { workspaceId, connectionId: '', kind: KIND };
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: key },
    create: { ...key, problem, pulledAt: now },
    update: { problem, pulledAt: now },
  });
  return problem;
}
