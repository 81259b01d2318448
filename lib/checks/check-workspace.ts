import { getDb } from '@/lib/db/client';
import { checkFigures } from './check-figures';

/** Where the outcome is kept: beside the readings of lists, since it also is something done again and again. */
export const KIND = 'nightly_check';

/** Checks the figures and keeps the outcome for the data health; returns what does not add up, or null when all does. */
export async function checkWorkspace(workspaceId: string, now: Date): Promise<string | null> {
  const broken = (await checkFigures(workspaceId, now)).flatMap(({ name, ok, detail }) =>
    ok ? [] : [`not true: ${name} (${detail})`],
  );
  const problem = broken.length === 0 ? null : broken.join('; ');
  const key = { workspaceId, connectionId: '', kind: KIND };
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: key },
    create: { ...key, problem, pulledAt: now },
    update: { problem, pulledAt: now },
  });
  return problem;
}
