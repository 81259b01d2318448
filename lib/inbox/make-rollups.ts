import type pg from 'pg';
import { makeBuyers } from '@/lib/identity/derive-buyers';
import { makeCohorts } from '@/lib/identity/derive-cohorts';
import { METADATA } from '@/lib/ledger/reported-metadata';
import { LEVELS, WHOLE } from './rollup-deltas';

/** Every table that only sums up ledger rows. */
export const ROLLUPS = [
  'buyer_day',
  'buyer_rollup',
  'buyer_monthly',
  'person_joined',
  'cohort_size',
  'cohort_rollup',
  'daily_rollup',
  'period_rollup',
  'mrr_leaf_daily',
  'mrr_leaf_period',
] as const;

const OF_ITEM = `product_id, price_id, "interval", coupon`;
const DIMENSION = `case when grouping(country) = 0 then 'country' when grouping(product_id) = 0 then 'product'
  when grouping(price_id) = 0 then 'price' when grouping("interval") = 0 then 'interval' when grouping(coupon) = 0 then 'coupon' else '' end`;
const VALUE = `coalesce(country, ${OF_ITEM}, '')`;
const BY_DIMENSION = 'grouping sets ((), (country), (product_id), (price_id), ("interval"), (coupon))';
/** Rows stand under every key of metadata that they name, and under all that is known of where they came from. */
const NAMED = `cross join lateral (select '${METADATA}' || key as key, value from jsonb_each_text(metadata)
  union all select key, value from jsonb_each_text(origin)) as named`;
const IS_NAMED = '(metadata is not null or origin is not null)';

const daily = (dimension: string, value: string, rows: string, by: string) => `
  insert into daily_rollup (workspace_id, livemode, measure, dimension, value, currency, day,
    amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries)
  select $1, livemode, measure, ${dimension}, ${value}, currency, day,
    sum(amount_minor), coalesce(sum(reporting_minor), 0), coalesce(sum(amount_minor) filter (where reporting_minor is null), 0),
    count(*) filter (where reporting_minor is null), sum(quantity), count(*)
  from ledger_entry ${rows}
  group by livemode, measure, currency, day, ${by}
  order by livemode, measure, 4, day`;
const DAILY = daily(
  DIMENSION,
  VALUE,
  'where workspace_id = $1',
  `${BY_DIMENSION} having grouping(${OF_ITEM}) = 15 or measure !~ $2`,
);
const DAILY_BY_NAME = daily(
  'named.key',
  'named.value',
  `${NAMED} where workspace_id = $1 and ${IS_NAMED}`,
  'named.key, named.value',
);

const PERIODS = `
  insert into period_rollup (workspace_id, livemode, measure, dimension, value, currency, period, day,
    amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries)
  select $1, livemode, measure, dimension, value, currency, period, date_trunc(period, day),
    sum(amount_minor), sum(reporting_minor), sum(unconverted_minor), sum(unconverted_count), sum(quantity), sum(entries)
  from daily_rollup cross join (values ('month'), ('quarter'), ('year')) as p(period)
  where workspace_id = $1 and (period = 'month' or measure ~ $2)
  group by 2, 3, 4, 5, 6, 7, 8 order by 2, 3, 4, 7, 8`;

const leaves = (dimension: string, value: string, rows: string, by: string) => `
  insert into mrr_leaf_daily (workspace_id, livemode, series, dimension, value, currency, day, leaf_minor, count_delta)
  select $1, livemode, series, ${dimension}, ${value}, currency, change.day, amount_minor, sum(change.count)
  from (
    select 'mrr' as series, livemode, currency, amount_minor, from_day, to_day, country, ${OF_ITEM}, metadata, origin
    from mrr_span where workspace_id = $1
    union all
    select series, livemode, currency, amount_minor, from_day, to_day, country, ${OF_ITEM}, metadata, origin
    from series_span where workspace_id = $1
  ) span cross join lateral (values (from_day, 1), (to_day, -1)) as change(day, count) ${rows}
    change.day is not null and currency <> (select currency from workspace where id = $1)
  group by livemode, series, currency, change.day, amount_minor, ${by}
  having sum(change.count) <> 0
  order by livemode, series, 4, change.day`;
const LEAVES = leaves(DIMENSION, VALUE, 'where', BY_DIMENSION);
const LEAVES_BY_NAME = leaves('named.key', 'named.value', `${NAMED} where ${IS_NAMED} and`, 'named.key, named.value');

const LEAF_PERIODS = `
  insert into mrr_leaf_period (workspace_id, livemode, series, dimension, value, currency, period, day, leaf_minor, count_delta)
  select $1, livemode, series, dimension, value, currency, period, date_trunc(period, day), leaf_minor, sum(count_delta)
  from mrr_leaf_daily cross join (values ('month'), ('quarter'), ('year')) as p(period)
  where workspace_id = $1 group by 2, 3, 4, 5, 6, 7, 8, 9 having sum(count_delta) <> 0 order by 2, 3, 4, 7, 8`;

/** Sums up the whole ledger of a workspace into its empty rollups: what the projector keeps batch by batch, at once. */
export async function makeRollups(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(DAILY, [workspaceId, WHOLE.source]);
  await tx.query(DAILY_BY_NAME, [workspaceId]);
  await makePeriods(tx, workspaceId);
  await makeBuyers(tx, workspaceId);
  await makeCohorts(tx, workspaceId);
}

/** The same where there are some already, which may be wrong. */
export async function makeRollupsAnew(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  for (const table of ROLLUPS) await tx.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
  await makeRollups(tx, workspaceId);
}

/** The longer periods of the daily sums, and the MRR leaves by day and by them. */
export async function makePeriods(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(PERIODS, [workspaceId, LEVELS.source]);
  await tx.query(LEAVES, [workspaceId]);
  await tx.query(LEAVES_BY_NAME, [workspaceId]);
  await tx.query(LEAF_PERIODS, [workspaceId]);
}
