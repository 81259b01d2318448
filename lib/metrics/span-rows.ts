import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import { filterSql, type Scope } from './scope';

export const spanRow = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  itemId: z.string(),
  subscriptionId: z.string(),
  productId: z.string(),
  priceId: z.string(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  currency: z.string(),
  minor: z.bigint(),
  quality: z.string(),
  detail: z.looseObject({
    arithmetic: z.string(),
    eventId: z.string(),
    discounts: z.array(z.looseObject({ coupon: z.string() })),
  }),
});
export type SpanRow = z.output<typeof spanRow>;

/** The items that make up MRR at the end of a day, in order of customer and item, after `key`; at most `limit`. */
export function spanRows(scope: Scope, day: string, key: Key | null, limit: number) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, day, limit];
  const filters = filterSql(scope.filters, values, 's.');
  let after = '';
  if (key) {
    const from = values.length;
    values.push(...key.slice(0, 4));
    after = ` and (s.connection_id, s.owner_id, s.item_id, s.from_day) > ($${from + 1}, $${from + 2}, $${from + 3}, $${from + 4}::date)`;
  }
  return queryRows(spanRow, {
    text: `select s.connection_id as "connectionId", s.owner_id as "ownerId", o.name, o.email, o.person_id as "personId", s.item_id as "itemId",
        s.subscription_id as "subscriptionId", s.product_id as "productId", s.price_id as "priceId", s.from_day as "fromDay", s.to_day as "toDay",
        s.currency, s.amount_minor as minor, s.quality, s.detail
      from mrr_span s
      left join ledger_owner o on o.workspace_id = s.workspace_id and o.connection_id = s.connection_id and o.id = s.owner_id
      where s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and (s.to_day is null or s.to_day > $3::date)${filters}${after}
      order by s.connection_id, s.owner_id, s.item_id, s.from_day limit $4`,
    values,
  });
}

export const keyOfSpan = (row: SpanRow): Key => [row.connectionId, row.ownerId, row.itemId, row.fromDay];
