import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Question } from './reconcile';

const payoutRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  day: z.string(),
  arrivalDay: z.string().nullable(),
  currency: z.string(),
  amount: z.bigint().nullable(),
  booked: z.bigint(),
  status: z.string().nullable(),
  automatic: z.boolean().nullable(),
  reverses: z.string().nullable(),
  listed: z.bigint().nullable(),
  sum: z.bigint().nullable(),
  missing: z.array(z.string()),
});

/** A payout as the balance booked it, against what Stripe says of it and the transactions in it. */
export type Payout = z.output<typeof payoutRow>;

/** The payouts that left, or came back, on these days. `sum` is the net of the transactions in one, itself left out. */
export function loadPayouts(question: Question): Promise<Payout[]> {
  const { workspaceId, livemode, from, to, timeZone, connection } = question;
  return queryRows(payoutRow, {
    text: `with booked as (
        select connection_id, body->>'source' as id, min(occurred_at) as at, min(body->>'currency') as currency, sum((body->>'amount')::bigint)::bigint as amount
        from object_version
        where workspace_id = $1 and livemode = $2 and kind = 'balance_transaction' and body->>'type' = 'payout' and body->>'source' is not null
          and ($6::text is null or connection_id = $6)
          and occurred_at >= $4::date::timestamp at time zone $3 and occurred_at < $5::date::timestamp at time zone $3
        group by 1, 2
      )
      select b.connection_id as "connectionId", b.id, (b.at at time zone $3)::date as day, b.currency, -b.amount as booked,
        (p.body->>'amount')::bigint as amount, p.body->>'status' as status, (p.body->>'automatic')::boolean as automatic, p.body->>'reverses' as reverses,
        (to_timestamp((p.body->>'arrivalDate')::bigint) at time zone 'UTC')::date as "arrivalDay",
        m.listed, m.sum, coalesce(m.missing, '{}') as missing
      from booked b
      left join lateral (
        select body from object_version where workspace_id = $1 and connection_id = b.connection_id and kind = 'payout' and object_id = b.id
        order by occurred_at desc, event_id desc limit 1
      ) p on true
      left join lateral (
        select body from object_version where workspace_id = $1 and connection_id = b.connection_id and kind = 'payout' and object_id = b.id
          and json_typeof(body->'transactions') = 'array' order by occurred_at desc, event_id desc limit 1
      ) w on true
      left join lateral (
        select count(*) as listed, array_agg(member.id) filter (where t.body is null) as missing,
          coalesce(sum((t.body->>'amount')::bigint - (t.body->>'fee')::bigint) filter (where t.body->>'source' is distinct from b.id), 0)::bigint as sum
        from json_array_elements_text(w.body->'transactions') as member(id)
        left join lateral (
          select body from object_version where workspace_id = $1 and connection_id = b.connection_id and kind = 'balance_transaction' and object_id = member.id
          order by occurred_at desc, event_id desc limit 1
        ) t on true
        where w.body is not null having count(*) > 0
      ) m on true
      order by b.at desc, b.id`,
    values: [workspaceId, livemode, timeZone, from, to, connection ?? null],
  });
}

const memberRow = z.object({ id: z.string(), day: z.string() });

/** The transactions Stripe listed for a payout, with their days. */
export function loadMembers(question: Question, payout: string): Promise<{ id: string; day: string }[]> {
  const { workspaceId, timeZone, livemode } = question;
  return queryRows(memberRow, {
    text: `select distinct t.object_id as id, (t.occurred_at at time zone $3)::date as day
      from object_version t where t.workspace_id = $1 and t.livemode = $4 and t.kind = 'balance_transaction' and (t.connection_id, t.object_id) in (
        select connection_id, json_array_elements_text(body->'transactions') from object_version
        where workspace_id = $1 and kind = 'payout' and object_id = $2 and json_typeof(body->'transactions') = 'array'
      ) order by 2, 1`,
    values: [workspaceId, payout, timeZone, livemode],
  });
}
