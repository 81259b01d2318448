import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import type { FrequencyRange } from './frequency-ranges';
import { filterSql, type Scope } from './scope';

const objects = z.array(z.object({ type: z.string(), id: z.string() }));
export const buyerRow = z.object({
  personId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  sales: z.bigint(),
  objects,
});
export type BuyerRow = z.output<typeof buyerRow>;

/**
 * The distinct people behind a number of buyers, after `key`; each with its sales in the period. `times`: only those who had
 * so many.
 */
export function buyerRows(
  scope: Scope,
  { start, end }: { start: string; end: string },
  key: Key | null,
  limit: number,
  times: Pick<FrequencyRange, 'from' | 'to'> | null = null,
) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, start, end, limit];
  const filters = filterSql(scope.filters, values, 'e.');
  let after = '';
  if (key) {
    values.push(key[0]);
    after = ` and o.person_id > $${values.length}`;
  }
  const product = times ? null : onlyProduct(scope);
  let among = '';
  if (product !== null) {
    values.push(product);
    among = `join (select o.person_id from buyer_day o where o.workspace_id = $1 and o.livemode = $2 and o.product_id = $${values.length}
        and o.day >= $3::date and o.day < $4::date${after} group by 1 order by 1 limit $5) page using (person_id)
      `;
  }
  let often = '';
  if (times) {
    values.push(times.from, times.to);
    often = ` having count(*) >= $${values.length - 1} and ($${values.length}::bigint is null or count(*) <= $${values.length})`;
  }
  const sales = times ? 'count(*)' : "count(distinct e.detail->'objects')";
  return queryRows(buyerRow, {
    text: `select o.person_id as "personId", min(o.id) as "ownerId", max(o.name) as name, max(o.email) as email, ${sales} as sales,
        (select coalesce(jsonb_agg(x), '[]') from (select jsonb_array_elements(d) as x from unnest((array_agg(distinct e.detail->'objects'))[1:3]) as d) first) as objects
      from ledger_entry e
      join ledger_owner o on o.workspace_id = e.workspace_id and o.connection_id = e.connection_id and o.id = e.owner_id
      ${among}where e.workspace_id = $1 and e.livemode = $2 and e.measure = '${times ? 'sale' : 'sale_product'}' and e.quantity > 0 and e.day >= $3::date and e.day < $4::date${filters}${after}
      group by 1${often} order by 1 limit $5`,
    values,
  });
}

/** The product whose buyers are asked for, "" for any, and null where it is not just one: their days of purchase are kept. */
function onlyProduct({ filters }: Scope): string | null {
  const [filter, ...others] = filters;
  if (!filter) return '';
  const { dimension, negated, values } = filter;
  return dimension === 'product' && !negated && values.length === 1 && others.length === 0 ? (values[0] ?? null) : null;
}
