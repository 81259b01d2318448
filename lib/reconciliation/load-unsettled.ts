import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { type Movement, movementRow, type Transaction, transactionRow, type Window } from './load-movements';

/** Payments of one day and currency of which both sides say the same. */
const settledRow = z.object({
  day: z.string(),
  currency: z.string(),
  transactions: z.number(),
  amount: z.coerce.bigint(),
  fee: z.coerce.bigint(),
});
export type Settled = z.output<typeof settledRow>;

const minor = z.coerce.bigint();
const instant = z.coerce.date();
const foundRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settled'), data: settledRow }),
  z.object({ kind: z.literal('transaction'), data: transactionRow.extend({ amount: minor, fee: minor }) }),
  z.object({
    kind: z.literal('movement'),
    data: movementRow.extend({ amount: minor, occurredAt: instant, knownAt: instant }),
  }),
]);

export interface Unsettled {
  settled: Settled[];
  transactions: Transaction[];
  movements: Movement[];
}

/** A payment may be captured, and so reach the balance, up to this many days after it was made. */
export const MARGIN_DAYS = 31;

/**
 * The same as all transactions and movements of these days, without the payments that need no closer look, which are most:
 * one transaction, one charge of the ledger and its fee, of the same amounts. Of these only the sums are returned.
 */
export async function loadUnsettled(window: Window): Promise<Unsettled> {
  const { workspaceId, livemode, from, to, timeZone, connectionIds } = window;
  const wide = [addDays(from, -MARGIN_DAYS), addDays(to, MARGIN_DAYS)];
  const rows = await queryRows(foundRow, {
    text: QUERY,
    values: [workspaceId, livemode, timeZone, from, to, connectionIds, ...wide],
  });
  const found: Unsettled = { settled: [], transactions: [], movements: [] };
  for (const row of rows) {
    if (row.kind === 'settled') found.settled.push(row.data);
    else if (row.kind === 'transaction') found.transactions.push(row.data);
    else found.movements.push(row.data);
  }
  return found;
}

const QUERY = `
  with seen as materialized (
    select distinct on (connection_id, object_id) connection_id, object_id as id, owner_id, (occurred_at at time zone $3)::date as day,
      body->>'source' as source, body->>'type' as type, body->>'category' as category, body->>'currency' as currency,
      (body->>'amount')::bigint as amount, (body->>'fee')::bigint as fee, body->>'exchangeRate' as exchange_rate
    from object_version where workspace_id = $1 and livemode = $2 and connection_id = any($6) and kind = 'balance_transaction'
      and occurred_at >= $7::date::timestamp at time zone $3 and occurred_at < $8::date::timestamp at time zone $3
    order by connection_id, object_id, occurred_at desc, event_id desc
  ), compared as materialized (
    select t.*, t.type in ('charge', 'payment') and t.copies = 1 and c.currency = t.currency and (c.detail->>'moved')::bigint = t.amount
      and coalesce(f.amount_minor, 0) = t.fee and (f.currency is null or f.currency = t.currency) as settled
    from (select *, count(*) over (partition by connection_id, source, type in ('charge', 'payment')) as copies from seen) t
    left join ledger_entry c on c.workspace_id = $1 and c.connection_id = t.connection_id and c.owner_id = t.owner_id
      and c.entry_id = 'charge:' || t.source and c.livemode = $2
    left join ledger_entry f on f.workspace_id = $1 and f.connection_id = t.connection_id and f.owner_id = t.owner_id
      and f.entry_id = 'fee:' || t.source and f.livemode = $2
  ), marked as (
    select e.*, bool_or(own is null) over (partition by connection_id, owner_id, entry_id) as settled from (
      select connection_id, owner_id, entry_id, measure, day, occurred_at, known_at, currency, amount_minor, detail, true as own
      from ledger_entry
      where workspace_id = $1 and livemode = $2 and measure in ('charge', 'refund', 'dispute_withdrawn', 'dispute_reinstated', 'fee')
        and day >= $4::date and day < $5::date and connection_id = any($6)
      union all
      select connection_id, owner_id, name || source, null, null, null, null, null, null, null, null
      from compared cross join (values ('charge:'), ('fee:')) as names(name) where settled
    ) e
  )
  select 'settled' as kind, json_build_object('day', day, 'currency', currency, 'transactions', count(*), 'amount', sum(amount)::text,
    'fee', sum(fee)::text) as data
  from compared where settled and day >= $4::date and day < $5::date group by day, currency
  union all
  select 'transaction', json_build_object('connectionId', connection_id, 'id', id, 'day', day, 'source', source, 'type', type, 'category', category,
    'currency', currency, 'amount', amount::text, 'fee', fee::text, 'exchangeRate', exchange_rate)
  from compared where settled is not true and day >= $4::date and day < $5::date
  union all
  select 'movement', json_build_object('connectionId', connection_id, 'ownerId', owner_id, 'entryId', entry_id, 'measure', measure, 'day', day,
    'occurredAt', occurred_at, 'knownAt', known_at, 'currency', currency, 'objects', detail->'objects',
    'amount', case when measure in ('charge', 'refund') then detail->>'moved' else amount_minor::text end)
  from (
    select *, row_number() over (partition by connection_id, owner_id, measure, case measure when 'refund' then detail->>'moved' || (detail->'objects'->0->>'id') else entry_id end order by entry_id) as nth
    from marked where own and not settled
  ) entries
  where nth = 1 and (measure <> 'refund' or detail->'objects'->0->>'type' = 'refund')`;
