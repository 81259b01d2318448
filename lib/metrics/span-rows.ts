import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import { MRR_ONLY, type SeriesTerm } from './mrr-levels';
import { filterSql, type Scope } from './scope';

export const spanRow = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  /** `mrr`, or the series beside it that the row is in. */
  series: z.string(),
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

const COLUMNS = `s.connection_id, s.owner_id, s.item_id, s.subscription_id, s.product_id, s.price_id, s.from_day, s.to_day,
  s.currency, s.amount_minor, s.quality, s.detail`;
const ORDER = 's.connection_id, s.owner_id, s.item_id, s.from_day';

/**
 * The items that make up MRR at the end of a day, or the sum of other series, in order of customer and item, after `key`; at
 * most `limit`. A series that is counted out leaves the items of MRR out that are in it.
 */
export function spanRows(scope: Scope, day: string, key: Key | null, limit: number, terms = MRR_ONLY) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, day, limit];
  let also = filterSql(scope.filters, values, 's.');
  if (key) {
    const from = values.length;
    values.push(...key.slice(0, 4));
    also += ` and (${ORDER}) > ($${from + 1}, $${from + 2}, $${from + 3}, $${from + 4}::date)`;
  }
  const select = (table: string, series: string, more: string) =>
    `(select ${series} as series, ${COLUMNS} from ${table} s where s.workspace_id = $1 and s.livemode = $2 and ${coversDay('s')}${also}${more} order by ${ORDER} limit $4)`;
  const named = (sign: 1 | -1) => terms.filter((term) => term.sign === sign && term.series !== 'mrr');
  const parts = named(1).map(({ series }) => {
    values.push(series);
    return select('series_span', 's.series', ` and s.series = $${values.length}`);
  });
  if (terms.some(({ series }) => series === 'mrr')) parts.push(select('mrr_span', `'mrr'`, leftOut(named(-1), values)));
  return queryRows(spanRow, {
    text: `select s.connection_id as "connectionId", s.owner_id as "ownerId", o.name, o.email, o.person_id as "personId", s.series, s.item_id as "itemId",
        s.subscription_id as "subscriptionId", s.product_id as "productId", s.price_id as "priceId", s.from_day as "fromDay", s.to_day as "toDay",
        s.currency, s.amount_minor as minor, s.quality, s.detail
      from (${parts.join(' union all ')}) s
      left join ledger_owner o on o.workspace_id = $1 and o.connection_id = s.connection_id and o.id = s.owner_id
      order by ${ORDER} limit $4`,
    values,
  });
}

const coversDay = (alias: string) =>
  `${alias}.from_day <= $3::date and (${alias}.to_day is null or ${alias}.to_day > $3::date)`;

function leftOut(terms: readonly SeriesTerm[], values: unknown[]): string {
  if (terms.length === 0) return '';
  values.push(terms.map(({ series }) => series));
  return ` and not exists (select from series_span x where x.workspace_id = s.workspace_id and x.connection_id = s.connection_id
    and x.owner_id = s.owner_id and x.series = any($${values.length}) and x.item_id = s.item_id and ${coversDay('x')})`;
}

export const keyOfSpan = (row: SpanRow): Key => [row.connectionId, row.ownerId, row.itemId, row.fromDay];
