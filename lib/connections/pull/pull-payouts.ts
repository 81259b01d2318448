import type Stripe from 'stripe';
import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { openReader, type Reader } from '../stripe-reader';
import { nullWhenGone, pullForEach } from './pull-for-each';
import { type Source, storePulled } from './store-pulled';

const KIND = 'payout';
const AT_ONCE = 100;
const PAGE = 100;
/** Until Stripe has settled what is in a payout, it is asked again this often. */
const AGAIN_AFTER = '1 hour';

/**
 * Reads the payouts that the balance transactions tell of, and of automatic ones which transactions are in them. Each enters
 * the inbox as an event of its own. Returns how many were read.
 */
export const pullPayouts = (now: Date): Promise<number> =>
  pullForEach({ kind: KIND, permission: 'Payouts: Read', now }, async (source) =>
    readPayouts(source, await findMissing(source, now)),
  );

/** Reads these payouts, whatever is known of them. Returns how many there were at Stripe. */
export async function readPayouts(source: Source, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const reader = await openReader(source);
  let read = 0;
  for (const id of ids) {
    const found = await reader.read((stripe) => stripe.payouts.retrieve(id)).catch(nullWhenGone);
    if (!found) continue;
    const { answer: payout, readAt } = found;
    const settled = payout.automatic && payout.reconciliation_status === 'completed';
    const object = settled ? { ...payout, balance_transactions: await readMembers(reader, source, id) } : payout;
    const at = Math.floor(readAt.getTime() / 1000);
    await storePulled(source, { id: `pull_${id}_${at}`, type: 'payout.pulled', at, object });
    read += 1;
  }
  return read;
}

/** The transactions of a payout, which are stored as well: one of them may be news. */
async function readMembers(reader: Reader, source: Source, payout: string): Promise<string[]> {
  const members: string[] = [];
  for (;;) {
    const after = members.at(-1);
    const page = { payout, limit: PAGE, ...(after ? { starting_after: after } : {}) };
    const { answer } = await reader.read((stripe) => stripe.balanceTransactions.list(page));
    await storeTransactions(source, answer.data);
    members.push(...answer.data.map(({ id }) => id));
    if (!answer.has_more || answer.data.length === 0) return members.sort();
  }
}

/** The balance transactions of these charges, refunds and disputes. Returns how many there were. */
export async function readTransactionsOf(source: Source, objects: readonly string[]): Promise<number> {
  if (objects.length === 0) return 0;
  const reader = await openReader(source);
  let read = 0;
  for (const id of objects) {
    const { answer } = await reader.read((stripe) => stripe.balanceTransactions.list({ source: id, limit: PAGE }));
    await storeTransactions(source, answer.data);
    read += answer.data.length;
  }
  return read;
}

async function storeTransactions(source: Source, transactions: readonly Stripe.BalanceTransaction[]): Promise<void> {
  for (const object of transactions)
    await storePulled(source, {
      id: `pull_${object.id}`,
      type: 'balance_transaction.pulled',
      at: object.created,
      object,
    });
}

const missingRow = z.object({ id: z.string() });

/**
 * Payouts that were not read since their last transaction, or whose content Stripe had not settled. None while the balance's
 * history is being read: what is in them would leave gaps between what is known.
 */
async function findMissing({ workspaceId, id }: Source, now: Date): Promise<string[]> {
  const rows = await queryRows(missingRow, {
    text: `select moved.id from (
        select body->>'source' as id, max(occurred_at) as moved_at from object_version
        where workspace_id = $1 and connection_id = $2 and kind = 'balance_transaction' and body->>'source' like 'po\\_%' group by 1
      ) moved
      left join lateral (
        select occurred_at, (body->>'automatic')::boolean and json_typeof(body->'transactions') = 'null' as unsettled from object_version
        where workspace_id = $1 and connection_id = $2 and kind = 'payout' and object_id = moved.id and event_type = 'payout.pulled'
        order by occurred_at desc limit 1
      ) last on true
      where (last.occurred_at is null or last.occurred_at < moved_at or (last.unsettled and last.occurred_at < $3::timestamptz - interval '${AGAIN_AFTER}'))
        and not exists (
          select from backfill_step where workspace_id = $1 and connection_id = $2 and kind = 'balance_transactions' and phase not in ('counting', 'checking', 'done')
        )
      order by moved_at desc limit $4`,
    values: [workspaceId, id, now, AT_ONCE],
  });
  return rows.map((row) => row.id);
}
