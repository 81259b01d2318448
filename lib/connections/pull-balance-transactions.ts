import type Stripe from 'stripe';
import { getDb } from '@/lib/db/client';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { problemOf, type Source, storePulled } from './pulled';
import { stripeClient } from './stripe-client';

const KIND = 'balance_transaction';
const TYPE = 'balance_transaction.pulled';
const PAGE = 100;
/** Transactions of one second may become visible a little after each other. */
const OVERLAP_SECONDS = 3600;

/**
 * Reads the balance transactions of every connection that has an API key: no webhook carries Stripe's fees. The history is
 * read newest first, page by page with a saved cursor; later runs read what is new. Each transaction enters the inbox as an
 * event of its own, so a second reading changes nothing. Returns how many were read.
 */
export async function pullBalanceTransactions(): Promise<number> {
  const sources = await getDb().connection.findMany({ where: { apiKeyCipher: { not: null } } });
  let read = 0;
  for (const source of sources) {
    try {
      read += await pullOne(source);
      await saveCursor(source, { problem: null });
    } catch (error) {
      await saveCursor(source, { problem: problemOf(error, 'Balance transactions: read') });
    }
  }
  if (read > 0) wakeProjector();
  return read;
}

async function pullOne(source: Source): Promise<number> {
  const stripe = await stripeClient(source);
  const key = {
    workspaceId_connectionId_kind: { workspaceId: source.workspaceId, connectionId: source.id, kind: KIND },
  };
  const cursor = await getDb().pullCursor.findUnique({ where: key });
  let read = 0;
  if (cursor?.newestCreated) {
    const since = Math.floor(cursor.newestCreated.getTime() / 1000) - OVERLAP_SECONDS;
    read += await readPages(stripe, source, { created: { gte: since } }, async ([newest]) =>
      saveCursor(source, newest ? { newestCreated: createdOf(newest) } : {}),
    );
  }
  if (cursor?.historyDone) return read;
  const from = cursor?.oldestId ? { starting_after: cursor.oldestId } : {};
  read += await readPages(stripe, source, from, async (page) => {
    const [newest, oldest] = [page[0], page.at(-1)];
    const first = cursor?.newestCreated ? {} : newest ? { newestCreated: createdOf(newest) } : {};
    const known = (await getDb().pullCursor.findUnique({ where: key }))?.newestCreated;
    await saveCursor(source, { ...(known ? {} : first), ...(oldest ? { oldestId: oldest.id } : {}) });
  });
  await saveCursor(source, { historyDone: true });
  return read;
}

async function readPages(
  stripe: Stripe,
  source: Source,
  params: Stripe.BalanceTransactionListParams,
  afterPage: (page: Stripe.BalanceTransaction[]) => Promise<void>,
): Promise<number> {
  let read = 0;
  let next: Stripe.BalanceTransactionListParams = { ...params, limit: PAGE };
  for (;;) {
    const page = await stripe.balanceTransactions.list(next);
    await Promise.all(
      page.data.map((transaction) =>
        storePulled(source, { id: `pull_${transaction.id}`, type: TYPE, at: transaction.created, object: transaction }),
      ),
    );
    await afterPage(page.data);
    read += page.data.length;
    const last = page.data.at(-1);
    if (!page.has_more || !last) return read;
    next = { ...next, starting_after: last.id };
  }
}

const createdOf = ({ created }: Stripe.BalanceTransaction) => new Date(created * 1000);

interface CursorChange {
  oldestId?: string;
  newestCreated?: Date;
  historyDone?: boolean;
  problem?: string | null;
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
