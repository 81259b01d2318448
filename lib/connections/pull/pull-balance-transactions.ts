import { getDb } from '@/lib/db/client';
import { LIST_KINDS } from '../backfill/kinds';
import { readPages } from '../backfill/read-pages';
import { storeSnapshots } from '../backfill/store-snapshots';
import { problemOf } from '../stripe-problem';
import { openReader } from '../stripe-reader';
import type { Source } from './store-pulled';

const KIND = 'balance_transaction';
/** Transactions of one second may become visible a little after each other. */
const OVERLAP_SECONDS = 3600;

/**
 * Reads the new balance transactions of every connection that has an API key: no webhook carries Stripe's fees. Their history
 * is read by the backfill. Returns how many told something new.
 */
export async function pullBalanceTransactions(): Promise<number> {
  const sources = await getDb().connection.findMany({ where: { apiKeyCipher: { not: null }, disconnectedAt: null } });
  let news = 0;
  for (const source of sources) {
    try {
      news += await pullOne(source);
    } catch (error) {
      await saveCursor(source, { problem: problemOf(error, 'Balance transactions: read') });
    }
  }
  return news;
}

/** What came since the newest known; of a connection never asked before, the newest page. */
async function pullOne(source: Source): Promise<number> {
  const kind = LIST_KINDS.find(({ object }) => object === KIND);
  if (!kind) return 0;
  const key = { workspaceId: source.workspaceId, connectionId: source.id, kind: KIND };
  const cursor = await getDb().pullCursor.findUnique({ where: { workspaceId_connectionId_kind: key } });
  const known = cursor?.newestCreated ?? null;
  const since = known ? Math.floor(known.getTime() / 1000) - OVERLAP_SECONDS : undefined;
  const reader = await openReader(source);
  let news = 0;
  let newest = known;
  for await (const { objects, readAt } of readPages({ reader, kind, since }, null)) {
    news += (await storeSnapshots(source, objects, readAt)).news;
    for (const { created } of objects) {
      const at = new Date((created ?? 0) * 1000);
      if (!newest || at > newest) newest = at;
    }
    newest ??= readAt;
    if (since === undefined) break;
  }
  // Only now: what fails on the way is read again from the top.
  await saveCursor(source, { problem: null, newestCreated: newest, historyDone: await isHistoryRead(source) });
  return news;
}

async function isHistoryRead({ workspaceId, id: connectionId }: Source): Promise<boolean> {
  const key = { workspaceId, connectionId, kind: 'balance_transactions' };
  const step = await getDb().backfillStep.findUnique({ where: { workspaceId_connectionId_kind: key } });
  return step !== null && ['counting', 'checking', 'done'].includes(step.phase);
}

interface CursorChange {
  newestCreated?: Date | null;
  historyDone?: boolean;
  problem: string | null;
}

async function saveCursor({ workspaceId, id: connectionId }: Source, change: CursorChange): Promise<void> {
  const pulledAt = new Date();
  const key = { workspaceId, connectionId, kind: KIND };
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: key },
    create: { ...key, ...change, pulledAt },
    update: { ...change, pulledAt },
  });
}
