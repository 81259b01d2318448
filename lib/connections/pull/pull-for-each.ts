import { getDb } from '@/lib/db/client';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { problemOf } from '../stripe-problem';
import type { Source } from './store-pulled';

interface Pull {
  /** The cursor under which the outcome is kept. */
  kind: string;
  /** What a key needs for it, as Stripe names it. */
  permission: string;
  now: Date;
}

/** Pulls for every source with a key; what keeps one from being read is kept, and the others go on. Returns how many were read. */
export async function pullForEach(
  { kind, permission, now }: Pull,
  pull: (source: Source) => Promise<number>,
): Promise<number> {
  const sources = await getDb().connection.findMany({ where: { apiKeyCipher: { not: null }, disconnectedAt: null } });
  let read = 0;
  for (const source of sources) {
    const key = { workspaceId: source.workspaceId, connectionId: source.id, kind };
    let problem: string | null = null;
    try {
      read += await pull(source);
    } catch (error) {
      problem = problemOf(error, permission);
    }
    await getDb().pullCursor.upsert({
      where: { workspaceId_connectionId_kind: key },
      create: { ...key, problem, pulledAt: now },
      update: { problem, pulledAt: now },
    });
  }
  if (read > 0) wakeProjector();
  return read;
}

/** What was deleted at Stripe cannot be read any more, and must not keep the rest from being read. */
export function nullWhenGone(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'resource_missing') return null;
  throw error;
}
