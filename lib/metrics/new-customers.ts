import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import { type Computed, plain, type RawSeries, seriesOf } from './raw-points';
import { endOf, filterSql, type Scope, SumTable, seriesSql, startsOf } from './scope';

const FIRST_SALE = 'first_sale';

/** First days on which people bought anything, `b`: of the workspace $1, live or not $2, from $3 until before $4. */
const FIRST_DAYS = `buyer_day b where b.workspace_id = $1 and b.livemode = $2 and b.product_id = '' and b.previous_day is null
  and b.day >= $3::date and b.day < $4::date`;

/** The first purchase `e` of that day: what the day was derived from, and what the person is told apart by. */
const FIRST_ENTRY = `lateral (
  select e.*, o.name, o.email from ledger_owner o
  join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.measure = 'sale_product' and e.day = b.day
    and e.owner_id = o.id and e.connection_id = o.connection_id and e.quantity > 0
  where o.workspace_id = $1 and o.livemode = $2 and o.person_id = b.person_id
  order by e.occurred_at, e.entry_id limit 1
) e`;

const sumRow = z.object({ bucket: z.number(), series: z.string(), people: z.bigint() });

/** People by the day of their first sale, however many Stripe customers they are. */
export async function newCustomers(scope: Scope): Promise<Computed> {
  const starts = startsOf(scope);
  const values: unknown[] = [scope.workspaceId, scope.livemode, starts[0], endOf(scope), starts];
  const divided = scope.breakdown !== null || scope.filters.length > 0;
  const filters = filterSql(scope.filters, values, 'e.');
  const rows = await queryRows(sumRow, {
    text: `select width_bucket(b.day, $5::date[]) as bucket, ${divided ? seriesSql(scope, 'e.') : "''"} as series, count(*) as people
      from (select * from ${FIRST_DAYS}) b${divided ? ` cross join ${FIRST_ENTRY}` : ''}
      where true${filters} group by 1, 2`,
    values,
  });
  const table = new SumTable();
  for (const { bucket, series, people } of rows) table.add(series, FIRST_SALE, bucket, 0n, people);
  const series = seriesOf(scope, table.series()).map((key): RawSeries => {
    const counts = scope.buckets.map((_, index) => table.get(key, FIRST_SALE, index + 1).quantity);
    return { key, points: counts.map((count) => plain(count)), total: plain(counts.reduce((a, b) => a + b, 0n)) };
  });
  return { series, unconverted: new Map() };
}

const newCustomerRow = z.object({
  personId: z.string(),
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  day: z.string(),
  detail: z.looseObject({ objects: z.array(z.object({ type: z.string(), id: z.string() })) }),
});
export type NewCustomerRow = z.output<typeof newCustomerRow>;

/** The people behind it, by the day and the person, after `key`; at most `limit`. */
export function newCustomerRows(
  scope: Scope,
  { start, end }: { start: string; end: string },
  key: Key | null,
  limit: number,
): Promise<NewCustomerRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, start, end, limit];
  const filters = filterSql(scope.filters, values, 'e.');
  let after = '';
  if (key) {
    values.push(...key.slice(0, 2));
    after = ` and (b.day, b.person_id) > ($${values.length - 1}::date, $${values.length})`;
  }
  return queryRows(newCustomerRow, {
    text: `select b.person_id as "personId", e.connection_id as "connectionId", e.owner_id as "ownerId", e.name, e.email, b.day, e.detail
      from (select * from ${FIRST_DAYS}${after}) b cross join ${FIRST_ENTRY}
      where true${filters} order by b.day, b.person_id limit $5`,
    values,
  });
}

export const keyOfNewCustomer = ({ day, personId }: NewCustomerRow): Key => [day, personId];
