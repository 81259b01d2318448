import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

/** A stored balance transaction. Amounts in its own currency's minor units, negative when money leaves. */
export const transactionRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  day: z.string(),
  source: z.string().nullable(),
  type: z.string(),
  category: z.string(),
  currency: z.string(),
  amount: z.bigint(),
  fee: z.bigint(),
  exchangeRate: z.string().nullable(),
});
export type Transaction = z.output<typeof transactionRow>;

/** What the ledger says of one movement of the balance, or of a fee. */
export const movementRow = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  entryId: z.string(),
  measure: z.string(),
  day: z.string(),
  occurredAt: z.date(),
  knownAt: z.date(),
  currency: z.string(),
  amount: z.bigint(),
  objects: z.array(z.object({ type: z.string(), id: z.string() })),
});
export type Movement = z.output<typeof movementRow>;

export interface Window {
  workspaceId: string;
  livemode: boolean;
  /** First day, inclusive, and the day after the last, in the workspace's zone. */
  from: string;
  to: string;
  timeZone: string;
  /** Of these connections only. */
  connectionIds: readonly string[];
}

/** Rows by what names them: the first of each list is one row. */
export interface Keys {
  connectionIds: string[];
  ownerIds: string[];
  ids: string[];
}

/** The balance transactions stored for these days, or these of them. They never change: each is of the moment Stripe made it. */
export function storedTransactions(window: Window, only: Keys | null = null): Promise<Transaction[]> {
  const { workspaceId, livemode, from, to, timeZone, connectionIds } = window;
  return queryRows(transactionRow, {
    text: `select * from (
        select distinct on (connection_id, object_id) connection_id as "connectionId", object_id as id,
          (occurred_at at time zone $3)::date as day, body->>'source' as source, body->>'type' as type,
          body->>'category' as category, body->>'currency' as currency, (body->>'amount')::bigint as amount, (body->>'fee')::bigint as fee,
          body->>'exchangeRate' as "exchangeRate"
        from object_version where workspace_id = $1 and livemode = $2 and connection_id = any($6) and kind = 'balance_transaction'
          and occurred_at >= $4::date::timestamp at time zone $3 and occurred_at < $5::date::timestamp at time zone $3
          and ($7::text[] is null or (connection_id, owner_id, object_id) in (select * from unnest($7::text[], $8::text[], $9::text[])))
        order by connection_id, object_id, occurred_at desc, event_id desc
      ) transactions order by day, id`,
    values: [workspaceId, livemode, timeZone, from, to, connectionIds, ...keyLists(only)],
  });
}

/**
 * The movements the ledger holds for these days, or these of them: what each charge, refund and dispute moved, tax included,
 * and the fees. A refund is one movement, however many lines it is split over.
 */
export function ledgerMovements(window: Window, only: Keys | null = null): Promise<Movement[]> {
  const { workspaceId, livemode, from, to, connectionIds } = window;
  return queryRows(movementRow, {
    text: `select connection_id as "connectionId", owner_id as "ownerId", entry_id as "entryId", measure, day, occurred_at as "occurredAt", known_at as "knownAt", currency,
        case when measure in ('charge', 'refund') then (detail->>'moved')::bigint else amount_minor end as amount, detail->'objects' as objects
      from (
        select connection_id, owner_id, entry_id, measure, day, occurred_at, known_at, currency, amount_minor, detail,
          row_number() over (partition by connection_id, owner_id, measure, case measure when 'refund' then detail->>'moved' || (detail->'objects'->0->>'id') else entry_id end order by entry_id) as nth
        from ledger_entry
        where workspace_id = $1 and livemode = $2 and measure in ('charge', 'refund', 'dispute_withdrawn', 'dispute_reinstated', 'fee')
          and day >= $3::date and day < $4::date and connection_id = any($5)
          and ($6::text[] is null or (connection_id, owner_id, entry_id) in (select * from unnest($6::text[], $7::text[], $8::text[])))
      ) entries
      where nth = 1 and (measure <> 'refund' or detail->'objects'->0->>'type' = 'refund')
      order by day, 10, 3`,
    values: [workspaceId, livemode, from, to, connectionIds, ...keyLists(only)],
  });
}

const keyLists = (only: Keys | null) => [only?.connectionIds ?? null, only?.ownerIds ?? null, only?.ids ?? null];
