import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { convertMinor, type RateTable } from '@/lib/money/rates';
import { beganSince } from './fresh-movements';
import { loadRatesOn } from './load-rates';
import type { MovementName } from './metric';
import type { Options } from './options';
import { endOf, filterSql, type Scope, SumTable, seriesSql } from './scope';

export type PeriodOptions = Pick<Options, 'movementMode' | 'constantCurrency'>;

/** Whether movements cannot be summed from the entries, each of which is a day's and valued at that day's rate. */
export const isByPeriod = ({ movementMode, constantCurrency }: PeriodOptions) =>
  movementMode === 'net_by_period' || constantCurrency === true;

const change = {
  bucket: z.number(),
  first: z.string(),
  kind: z.enum(['new', 'reactivation', 'expansion', 'contraction', 'churn']),
  currency: z.string(),
  was: z.bigint(),
  now: z.bigint(),
};
const sumRow = z.object({ ...change, series: z.string(), items: z.bigint() });
const changeRow = z.object({
  ...change,
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  itemId: z.string(),
  subscriptionId: z.string(),
  productId: z.string(),
  priceId: z.string(),
  interval: z.string(),
  coupon: z.string(),
});
type ChangeRow = z.output<typeof changeRow>;

/** The stretches over which state is compared: each bucket, or each of its days. */
function stretches(scope: Scope, { movementMode }: PeriodOptions) {
  const until = endOf(scope);
  return scope.buckets.flatMap(({ start, end }, index) => {
    const last = end < until ? end : until;
    if (start >= last) return [];
    if (movementMode === 'net_by_period') return [{ start, end: last, bucket: index + 1, from: start }];
    const days: { start: Day; end: Day; bucket: number; from: Day }[] = [];
    for (let day = start; day < last; day = addDays(day, 1))
      days.push({ start: day, end: addDays(day, 1), bucket: index + 1, from: start });
    return days;
  });
}

/**
 * What each item was worth before and after each stretch in which it changed, named by what that did to the customer's MRR
 * in its currency (definitions B2): the state at both ends is read off the spans.
 */
function changes(scope: Scope, options: PeriodOptions, retained: boolean, values: unknown[]): string {
  const of = stretches(scope, options);
  values.push(
    ...[scope.workspaceId, scope.livemode, of.map(({ start }) => start), of.map(({ end }) => end)],
    of.map(({ bucket }) => bucket),
  );
  let where = `c.was <> c.now${filterSql(scope.filters, values, 'c.')}`;
  if (retained && options.movementMode !== 'net_by_period') {
    values.push(of.map(({ from }) => from));
    where += ` and not ${beganSince(`($${values.length}::date[])[c.n]`, 'c')}`;
  }
  return `with touched as (
      select distinct s.connection_id, s.owner_id, s.currency, s.item_id, s.subscription_id, s.product_id, s.price_id, s.interval, s.country, s.coupon, s.metadata, s.origin, s.amount_minor,
        s.from_day, s.to_day, width_bucket(edge.day, $3::date[]) as n
      from mrr_span s cross join lateral (values (s.from_day), (s.to_day)) as edge(day)
      where s.workspace_id = $1 and s.livemode = $2 and edge.day >= ($3::date[])[1] and edge.day < ($4::date[])[cardinality($4::date[])]
    ), sided as (
      select t.*, ($3::date[])[n] as first, ($4::date[])[n] - 1 as day,
        from_day < ($3::date[])[n] and (to_day is null or to_day >= ($3::date[])[n]) as opens,
        from_day < ($4::date[])[n] and (to_day is null or to_day >= ($4::date[])[n]) as closes
      from touched t
    ), customers as (
      select n, connection_id, owner_id, currency,
        coalesce(sum(amount_minor) filter (where opens), 0) as was, coalesce(sum(amount_minor) filter (where closes), 0) as now,
        exists (
          select from mrr_span u where u.workspace_id = $1 and u.connection_id = sided.connection_id and u.owner_id = sided.owner_id and u.currency = sided.currency
            and u.from_day < ($3::date[])[n] and (u.to_day is null or u.to_day >= ($4::date[])[n])) as stays,
        exists (
          select from mrr_span u where u.workspace_id = $1 and u.connection_id = sided.connection_id and u.owner_id = sided.owner_id and u.currency = sided.currency
            and u.from_day < ($3::date[])[n]) as paid_before
      from sided group by 1, 2, 3, 4
    ), named as (
      select n, connection_id, owner_id, currency,
        case when was = 0 and not stays then case when paid_before then 'reactivation' else 'new' end
          when now = 0 and not stays then 'churn' when now < was then 'contraction' else 'expansion' end as kind
      from customers
    ), items as (
      select n, connection_id, owner_id, currency, item_id, subscription_id, product_id, price_id, interval, country, coupon, metadata, origin, first, day,
        coalesce(sum(amount_minor) filter (where opens), 0)::bigint as was, coalesce(sum(amount_minor) filter (where closes), 0)::bigint as now
      from sided group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    ), changed as (
      select c.*, k.kind, ($5::int[])[c.n] as bucket
      from items c join named k using (n, connection_id, owner_id, currency)
      where ${where}
    )`;
}

/** Movements per bucket, as `mrr_…`: net over each, or day by day, at each period's rate or all at today's. */
export async function periodMovements(scope: Scope, options: PeriodOptions, retained: boolean): Promise<SumTable> {
  const values: unknown[] = [];
  const table = new SumTable();
  if (stretches(scope, options).length === 0) return table;
  const text = changes(scope, options, retained, values);
  const series = seriesSql(scope);
  const rows = await queryRows(sumRow, {
    text: `${text} select bucket, first, kind, currency, ${series} as series, was, now, count(*) as items from changed group by 1, 2, 3, 4, 5, 6, 7`,
    values,
  });
  const worthOf = await valuing(scope, options);
  for (const row of rows) {
    const measure = `mrr_${row.kind}`;
    const { value } = worthOf(row);
    if (value === null) table.addUnconverted(measure, row.currency, (row.now - row.was) * row.items, row.items);
    else table.add(row.series, measure, row.bucket, value * row.items, row.items);
  }
  return table;
}

/** The changes behind them, item by item; `skip` have been shown. */
export async function changeRows(
  scope: Scope,
  options: PeriodOptions,
  { names, retained }: { names: readonly MovementName[]; retained: boolean },
  skip: number,
  limit: number,
): Promise<(ChangeRow & Valued)[]> {
  if (stretches(scope, options).length === 0) return [];
  const values: unknown[] = [];
  const text = changes(scope, options, retained, values);
  values.push(names, limit, skip);
  const at = (back: number) => `$${values.length - back}`;
  const rows = await queryRows(changeRow, {
    text: `${text} select c.bucket, c.first, c.kind, c.currency, c.was, c.now, c.connection_id as "connectionId", c.owner_id as "ownerId", o.name, o.email,
        o.person_id as "personId", c.item_id as "itemId", c.subscription_id as "subscriptionId", c.product_id as "productId", c.price_id as "priceId", c.interval, c.coupon
      from changed c left join ledger_owner o on o.workspace_id = $1 and o.connection_id = c.connection_id and o.id = c.owner_id
      where c.kind = any(${at(2)}) order by c.first, c.connection_id, c.owner_id, c.item_id, c.price_id, c.product_id, c.interval, c.coupon limit ${at(1)} offset ${at(0)}`,
    values,
  });
  const worthOf = await valuing(scope, options);
  return rows.map((row) => ({ ...row, ...worthOf(row) }));
}

type Change = Pick<ChangeRow, 'first' | 'currency' | 'was' | 'now'>;
type Valued = { value: bigint | null; used: ReturnType<RateTable> };

/**
 * What a change is worth in the scope's currency, at the rate of the stretch's last day. In constant currency both its sides
 * are valued at today's, each rounded like the level it belongs to, so that nothing is left to exchange rates.
 */
async function valuing(scope: Scope, options: PeriodOptions): Promise<(change: Change) => Valued> {
  const lastDay = new Map(stretches(scope, options).map(({ start, end }) => [start, addDays(end, -1)]));
  const constant = options.constantCurrency === true;
  const rates = await loadRatesOn(scope.workspaceId, constant ? [scope.today] : [...new Set(lastDay.values())]);
  return ({ first, currency, was, now }) => {
    if (currency === scope.currency) return { value: now - was, used: null };
    const used = rates(currency, scope.currency, constant ? scope.today : (lastDay.get(first) ?? scope.today));
    if (!used) return { value: null, used };
    const worth = (minor: bigint) => convertMinor(minor, currency, scope.currency, used.rate);
    return { value: constant ? worth(now) - worth(was) : worth(now - was), used };
  };
}
