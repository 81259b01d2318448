import type pg from 'pg';
import { makeBuyers } from '@/lib/identity/derive-buyers';
import { LEVELS, WHOLE } from './rollup-deltas';

/** Every table that only sums up ledger rows. */
export const ROLLUPS = [
  'buyer_day',
  'buyer_rollup',
  'buyer_monthly',
  'daily_rollup',
  'period_rollup',
  'mrr_leaf_daily',
  'mrr_leaf_period',
] as const;

const DIMENSION = `case when grouping(country) = 0 then 'country' when grouping(product_id) = 0 then 'product'
  when grouping(price_id) = 0 then 'price' when grouping("interval") = 0 then 'interval' else '' end`;
const VALUE = `coalesce(country, product_id, price_id, "interval", '')`;
const BY_DIMENSION = 'grouping sets ((), (country), (product_id), (price_id), ("interval"))';

const DAILY = `
  insert into daily_rollup (workspace_id, livemode, measure, dimension, value, currency, day,
    amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries)
  select $1, livemode, measure, ${DIMENSION}, ${VALUE}, currency, day,
    sum(amount_minor), coalesce(sum(reporting_minor), 0), coalesce(sum(amount_minor) filter (where reporting_minor is null), 0),
    count(*) filter (where reporting_minor is null), sum(quantity), count(*)
  from ledger_entry where workspace_id = $1
  group by livemode, measure, currency, day, ${BY_DIMENSION}
  having grouping(product_id, price_id, "interval") = 7 or measure !~ $2
  order by livemode, measure, 4, day`;

const PERIODS = `
  insert into period_rollup (workspace_id, livemode, measure, dimension, value, currency, period, day,
    amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries)
  select $1, livemode, measure, dimension, value, currency, period, date_trunc(period, day),
    sum(amount_minor), sum(reporting_minor), sum(unconverted_minor), sum(unconverted_count), sum(quantity), sum(entries)
  from daily_rollup cross join (values ('month'), ('quarter'), ('year')) as p(period)
  where workspace_id = $1 and (period = 'month' or measure ~ $2)
  group by 2, 3, 4, 5, 6, 7, 8 order by 2, 3, 4, 7, 8`;

const LEAVES = `
  insert into mrr_leaf_daily (workspace_id, livemode, series, dimension, value, currency, day, leaf_minor, count_delta)
  select $1, livemode, series, ${DIMENSION}, ${VALUE}, currency, change.day, amount_minor, sum(change.count)
  from (
    select 'mrr' as series, livemode, currency, amount_minor, from_day, to_day, country, product_id, price_id, "interval"
    from mrr_span where workspace_id = $1
    union all
    select series, livemode, currency, amount_minor, from_day, to_day, country, product_id, price_id, "interval"
    from series_span where workspace_id = $1
  ) span cross join lateral (values (from_day, 1), (to_day, -1)) as change(day, count)
  where change.day is not null and currency <> (select currency from workspace where id = $1)
  group by livemode, series, currency, change.day, amount_minor, ${BY_DIMENSION}
  having sum(change.count) <> 0
  order by livemode, series, 4, change.day`;

const LEAF_PERIODS = `
  insert into mrr_leaf_period (workspace_id, livemode, series, dimension, value, currency, period, day, leaf_minor, count_delta)
  select $1, livemode, series, dimension, value, currency, period, date_trunc(period, day), leaf_minor, sum(count_delta)
  from mrr_leaf_daily cross join (values ('month'), ('quarter'), ('year')) as p(period)
  where workspace_id = $1 group by 2, 3, 4, 5, 6, 7, 8, 9 having sum(count_delta) <> 0 order by 2, 3, 4, 7, 8`;

/** Sums up the whole ledger of a workspace into its empty rollups: what the projector keeps batch by batch, at once. */
export async function makeRollups(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(DAILY, [workspaceId, WHOLE.source]);
  await makePeriods(tx, workspaceId);
  await makeBuyers(tx, workspaceId);
}

/** The longer periods of the daily sums, and the MRR leaves by day and by them. */
export async function makePeriods(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(PERIODS, [workspaceId, LEVELS.source]);
  await tx.query(LEAVES, [workspaceId]);
  await tx.query(LEAF_PERIODS, [workspaceId]);
}
