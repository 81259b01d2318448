import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { daysOf, isMonthStart, piecesOf, piecesSql } from './pieces';
import { endOf, filterSql, type Scope, SumTable, seriesSql, startsOf } from './scope';

export const BUYERS = 'buyers';
/** Series of all products together. */
export const ALL = '';

const row = z.object({ bucket: z.number(), series: z.string(), buyers: z.bigint(), fresh: z.bigint() });

/**
 * Distinct people who bought, per bucket and over the whole range (index 0), by product and altogether. A person's purchase
 * counts where the one before it lies before the period, so that each is counted once without listing them.
 */
export async function buyers(scope: Scope): Promise<SumTable> {
  const table = new SumTable();
  const rows = await (scope.filters.length === 0 && isByProduct(scope) ? fromRollup(scope) : fromSales(scope));
  for (const { bucket, series, buyers: count, fresh } of rows) {
    table.add(series, BUYERS, bucket, 0n, count);
    table.add(series, BUYERS, 0, 0n, fresh);
  }
  return table;
}

const isByProduct = ({ breakdown }: Scope) => breakdown === null || breakdown === 'product';

/** Buyers are kept by day and by month. */
const MONTHS = `(select workspace_id, livemode, product_id, 'month' as period, month as day, previous_month as previous_day, buyers from buyer_monthly) m`;

function fromRollup(scope: Scope) {
  const starts = startsOf(scope);
  const values: unknown[] = [scope.workspaceId, scope.livemode, starts];
  // In months only where no bucket begins within one: "before the bucket" must not fall inside a month.
  const pieces = starts.every(isMonthStart) ? piecesOf(scope, false) : daysOf(scope);
  if (pieces.length === 0) return []; // nothing of the range has begun
  const source = {
    daily: 'buyer_rollup',
    periods: MONTHS,
    keys: 'product_id, previous_day',
    sums: ['buyers'],
    where: `workspace_id = $1 and livemode = $2${scope.breakdown === null ? ` and product_id = '${ALL}'` : ''}`,
  };
  return queryRows(row, {
    text: `select bucket, product_id as series,
        coalesce(sum(buyers) filter (where previous_day < ($3::date[])[bucket]), 0)::bigint as buyers,
        coalesce(sum(buyers) filter (where previous_day < ($3::date[])[1]), 0)::bigint as fresh
      from (
        select width_bucket(day, $3::date[]) as bucket, product_id, previous_day, buyers from ${piecesSql(pieces, source, values)} rows
      ) days group by 1, 2`,
    values,
  });
}

/** Of some sales only, or told apart by something else than the product: counted from the sales themselves. */
function fromSales(scope: Scope) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope)];
  const filters = filterSql(scope.filters, values, 'e.');
  // Of other dimensions "" is a value like any other.
  const series = isByProduct(scope) ? `(e.product_id), ('${ALL}')` : `(${seriesSql(scope, 'e.')})`;
  return queryRows(row, {
    text: `with bought as (
        select distinct width_bucket(e.day, $3::date[]) as bucket, p.series, o.person_id
        from ledger_entry e
        join ledger_owner o on o.workspace_id = e.workspace_id and o.connection_id = e.connection_id and o.id = e.owner_id
        cross join lateral (values ${series}) as p(series)
        where e.workspace_id = $1 and e.livemode = $2 and e.measure = 'sale_product'
          and e.day >= ($3::date[])[1] and e.day < $4::date${filters}
      ), first_seen as (select series, person_id, min(bucket) as bucket from bought group by 1, 2)
      select b.bucket, b.series, count(*) as buyers, count(f.bucket) as fresh
      from bought b left join first_seen f using (series, person_id, bucket) group by 1, 2`,
    values,
  });
}
