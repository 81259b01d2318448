import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import {
  type Keys,
  ledgerMovements,
  type Movement,
  storedTransactions,
  type Transaction,
  type Window,
} from './load-movements';

export interface Unsettled {
  settled: Settled[];
  transactions: Transaction[];
  movements: Movement[];
}

/** A payment may be captured, and so reach the balance, up to this many days after it was made. */
export const MARGIN_DAYS = 31;

/** Payments of one day and currency of which both sides say the same. */
const settledRow = z.object({
  day: z.string(),
  currency: z.string(),
  transactions: z.coerce.number(),
  amount: z.coerce.bigint(),
  fee: z.coerce.bigint(),
});
export type Settled = z.output<typeof settledRow>;

const ids = z.array(z.string().nullable());
/** What is not: its transactions and its entries. */
const openRow = z.object({ connectionId: z.string(), ownerId: z.string(), transactions: ids, entries: ids });

const foundRow = z.union([z.object({ sums: settledRow }), z.object({ open: openRow })]);

/**
 * The same as all transactions and movements of these days, without the payments that need no closer look, which are most:
 * one transaction, one charge of the ledger and its fee, of the same amounts. Of these only the sums are returned.
 */
export async function loadUnsettled(window: Window): Promise<Unsettled> {
  const { workspaceId, livemode, from, to, timeZone, connectionIds } = window;
  const rows = await queryRows(foundRow, {
    text: QUERY,
    values: [workspaceId, livemode, timeZone, from, to, connectionIds],
  });
  const transactions = noKeys();
  const entries = noKeys();
  for (const row of rows) {
    if ('sums' in row) continue;
    put(transactions, row.open, row.open.transactions);
    put(entries, row.open, row.open.entries);
  }
  return {
    settled: rows.flatMap((row) => ('sums' in row ? row.sums : [])),
    transactions: transactions.ids.length > 0 ? await storedTransactions(window, transactions) : [],
    movements: entries.ids.length > 0 ? await ledgerMovements(window, entries) : [],
  };
}

const noKeys = (): Keys => ({ connectionIds: [], ownerIds: [], ids: [] });

function put(keys: Keys, { connectionId, ownerId }: z.output<typeof openRow>, found: readonly (string | null)[]): void {
  for (const id of found) {
    if (id === null) continue;
    keys.connectionIds.push(connectionId);
    keys.ownerIds.push(ownerId);
    keys.ids.push(id);
  }
}

// One pass over both sides, each row under what it is about: joins of so many rows are easily planned badly.
const QUERY = `
  with groups as materialized (
    select connection_id, owner_id, coalesce(
        min(transaction) = max(transaction) and min(day) = max(day) and min(currency) = max(currency) and count(charged) = 1 and count(charge_fee) <= 1
        and min(amount) = max(amount) and min(amount) = min(charged) and min(fee) = max(fee) and min(fee) = coalesce(min(charge_fee), 0), false
      ) as settled,
      min(day) as day, min(currency) as currency, min(amount) as amount, min(fee) as fee, array_agg(transaction) as transactions, array_agg(entry) as entries
    from (
      select connection_id, owner_id, case when body.type in ('charge', 'payment') then body.source else object_id end as about, body.currency,
        object_id as transaction, (occurred_at at time zone $3)::date as day, body.amount, body.fee, null as entry, null::bigint as charged, null::bigint as charge_fee
      from object_version
        cross join json_to_record(object_version.body) as body(source text, type text, currency text, amount bigint, fee bigint)
      where workspace_id = $1 and livemode = $2 and connection_id = any($6) and kind = 'balance_transaction'
        and occurred_at >= $4::date::timestamp at time zone $3 and occurred_at < $5::date::timestamp at time zone $3
      union all
      select connection_id, owner_id, case when measure in ('charge', 'fee') then substr(entry_id, length(measure) + 2) else entry_id end, currency,
        null, null, null, null, entry_id, case measure when 'charge' then (detail->>'moved')::bigint end, case measure when 'fee' then amount_minor end
      from ledger_entry
      where workspace_id = $1 and livemode = $2 and measure in ('charge', 'refund', 'dispute_withdrawn', 'dispute_reinstated', 'fee')
        and day >= $4::date and day < $5::date and connection_id = any($6)
    ) sides
    group by connection_id, owner_id, about
  )
  select json_build_object('day', day, 'currency', currency, 'transactions', count(*), 'amount', sum(amount)::text, 'fee', sum(fee)::text) as sums, null as open
  from groups where settled group by day, currency
  union all
  select null, json_build_object('connectionId', connection_id, 'ownerId', owner_id, 'transactions', transactions, 'entries', entries)
  from groups where not settled`;
