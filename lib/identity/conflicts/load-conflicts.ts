import { z } from 'zod';
import { CONFLICT_KINDS, type ConflictPage } from './conflict-shapes';
import { countConflicts } from './count-conflicts';
import { loadDuplicates } from './load-duplicates';
import { loadRivals } from './load-rivals';
import { loadShared } from './load-shared';

export const conflictQuery = z.object({
  kind: z.enum(CONFLICT_KINDS),
  mode: z.enum(['live', 'test']).default('live'),
  /** Of an id, an address, a name or a customer. */
  search: z.string().trim().max(320).default(''),
  cursor: z.string().max(1000).optional(),
});

const PAGE = 20;
const LOADERS = { rivals: loadRivals, duplicates: loadDuplicates, shared: loadShared };

/** A page of what is in conflict and not settled, with what led to it. */
export async function loadConflicts(
  workspaceId: string,
  { kind, mode, search, cursor }: z.output<typeof conflictQuery>,
): Promise<ConflictPage> {
  const livemode = mode === 'live';
  const after = z.array(z.string()).parse(cursor === undefined ? [] : JSON.parse(cursor));
  const asked = { workspaceId, livemode, search: search.toLowerCase(), after, limit: PAGE + 1 };
  const [found, counts] = await Promise.all([LOADERS[kind](asked), countConflicts(workspaceId, livemode)]);
  const conflicts = found.slice(0, PAGE);
  const last = conflicts.at(-1);
  return { conflicts, nextCursor: found.length > PAGE && last ? JSON.stringify(keyOf(last)) : null, counts };
}

const keyOf = (conflict: ConflictPage['conflicts'][number]): string[] =>
  conflict.kind === 'rivals'
    ? [conflict.connectionId, conflict.customerId]
    : conflict.kind === 'shared'
      ? [conflict.connectionId, conflict.identifier]
      : [conflict.identifier];
