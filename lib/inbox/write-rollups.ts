import type pg from 'pg';
import { mergeSums } from '@/lib/db/merge-sums';
import { LEVELS } from './rollup-deltas';

const SUMS = ['amount_minor', 'reporting_minor', 'unconverted_minor', 'unconverted_count', 'quantity', 'entries'];
const ROW_KEYS = ['workspace_id', 'livemode', 'measure', 'dimension', 'value', 'currency'];
const LEAF_KEYS = ['workspace_id', 'livemode', 'series', 'dimension', 'value', 'currency', 'leaf_minor'];

/** The differences of days, by the longer periods. */
const periodsOf = (table: string, keys: readonly string[], sums: readonly string[], where = '') =>
  `select ${keys.join(', ')}, period, date_trunc(period, day)::date as day, ${sums.map((sum) => `sum(${sum})::bigint as ${sum}`).join(', ')}
   from json_populate_recordset(null::${table}, $1) days cross join (values ('month'), ('quarter'), ('year')) as p(period) ${where}
   group by ${keys.join(', ')}, period, date_trunc(period, day)`;

const ADD_DAILY = mergeSums(
  { table: 'daily_rollup', keys: [...ROW_KEYS, 'day'], sums: SUMS, counts: 'entries' },
  'select * from json_populate_recordset(null::daily_rollup, $1)',
);
const ADD_PERIODS = mergeSums(
  { table: 'period_rollup', keys: [...ROW_KEYS, 'period', 'day'], sums: SUMS, counts: 'entries' },
  periodsOf('daily_rollup', ROW_KEYS, SUMS, `where period = 'month' or measure ~ '${LEVELS.source}'`),
);
const ADD_LEAVES = mergeSums(
  { table: 'mrr_leaf_daily', keys: [...LEAF_KEYS, 'day'], sums: ['count_delta'], counts: 'count_delta' },
  'select * from json_populate_recordset(null::mrr_leaf_daily, $1)',
);
const ADD_LEAF_PERIODS = mergeSums(
  { table: 'mrr_leaf_period', keys: [...LEAF_KEYS, 'period', 'day'], sums: ['count_delta'], counts: 'count_delta' },
  `${periodsOf('mrr_leaf_daily', LEAF_KEYS, ['count_delta'])} having sum(count_delta) <> 0`,
);

/** Adds differences to the rollups, by day and by longer periods, and drops rows that no entry stands behind any more. */
export async function applyRollups(
  tx: pg.ClientBase,
  daily: readonly object[],
  leaves: readonly object[],
): Promise<void> {
  if (daily.length > 0) {
    const values = [JSON.stringify(daily)];
    await tx.query({ name: 'add-daily', text: ADD_DAILY, values });
    await tx.query({ name: 'add-periods', text: ADD_PERIODS, values });
  }
  if (leaves.length > 0) {
    const values = [JSON.stringify(leaves)];
    await tx.query({ name: 'add-leaves', text: ADD_LEAVES, values });
    await tx.query({ name: 'add-leaf-periods', text: ADD_LEAF_PERIODS, values });
  }
}
