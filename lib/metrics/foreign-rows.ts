import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import { filterSql, type Scope } from './scope';

const row = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  currency: z.string(),
  opening: z.array(z.string()),
  closing: z.array(z.string()),
  moved: z.array(z.object({ day: z.string(), minor: z.string() })),
  subscriptions: z.array(z.string()),
});
export type ForeignRow = z.output<typeof row>;

/** The days of a period: the ends of `before` and `last`, and [start, end) between them. */
export interface ForeignSpan {
  before: string;
  start: string;
  last: string;
  end: string;
}

/**
 * Customers billed in other currencies who had MRR at either end of a period or moved in it: their leaves at the end of
 * `before` and of `last`, and their movements in [start, end). What remains between the two is exchange rates. In order of
 * customer and currency, after `key`; at most `limit`.
 */
export function foreignRows(
  scope: Scope,
  { before, start, last, end }: ForeignSpan,
  key: Key | null,
  limit: number,
): Promise<ForeignRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, before, start, last, end, scope.currency, limit];
  const spans = filterSql(scope.filters, values, 's.');
  const entries = filterSql(scope.filters, values, 'e.');
  let after = '';
  if (key) {
    const from = values.length;
    values.push(...key.slice(0, 3));
    after = ` and (s.connection_id, s.owner_id, s.currency) > ($${from + 1}, $${from + 2}, $${from + 3})`;
  }
  return queryRows(row, {
    text: `with leaf as (
        select s.connection_id, s.owner_id, s.currency, s.subscription_id, s.amount_minor,
          s.from_day <= $3::date and (s.to_day is null or s.to_day > $3::date) as opens,
          s.from_day <= $5::date and (s.to_day is null or s.to_day > $5::date) as closes
        from mrr_span s
        where s.workspace_id = $1 and s.livemode = $2 and s.currency <> $7 and s.from_day <= $5::date and (s.to_day is null or s.to_day > $3::date)${spans}${after}
      ), held as (
        select connection_id, owner_id, currency, array_agg(distinct subscription_id) as subscriptions,
          coalesce(array_agg(amount_minor::text) filter (where opens), '{}') as opening,
          coalesce(array_agg(amount_minor::text) filter (where closes), '{}') as closing
        from leaf group by 1, 2, 3 order by 1, 2, 3 limit $8
      )
      select h.connection_id as "connectionId", h.owner_id as "ownerId", o.name, o.email, o.person_id as "personId", h.currency,
        h.opening, h.closing, coalesce(m.moved, '[]') as moved, h.subscriptions
      from held h
      left join lateral (
        select jsonb_agg(jsonb_build_object('day', e.day, 'minor', e.amount_minor::text)) as moved
        from ledger_entry e
        where e.workspace_id = $1 and e.livemode = $2 and e.connection_id = h.connection_id and e.owner_id = h.owner_id and e.currency = h.currency
          and e.measure in ('mrr_new', 'mrr_expansion', 'mrr_contraction', 'mrr_churn', 'mrr_reactivation')
          and e.day >= $4::date and e.day < $6::date${entries}
      ) m on true
      left join ledger_owner o on o.workspace_id = $1 and o.connection_id = h.connection_id and o.id = h.owner_id
      order by 1, 2, 6`,
    values,
  });
}

export const keyOfForeign = (row: ForeignRow): Key => [row.connectionId, row.ownerId, row.currency];
