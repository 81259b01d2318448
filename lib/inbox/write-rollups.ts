import type pg from 'pg';
import { mergeSums } from '@/lib/db/merge-sums';

const SUMS = ['amount_minor', 'reporting_minor', 'unconverted_minor', 'unconverted_count', 'quantity', 'entries'];
const ROW_KEYS = ['workspace_id', 'livemode', 'measure', 'dimension', 'value', 'currency'];
const LEAF_KEYS = ['workspace_id', 'livemode', 'dimension', 'value', 'currency', 'leaf_minor'];

const monthsOf = (table: string, keys: readonly string[], sums: readonly string[]) =>
  `select ${keys.join(', ')}, date_trunc('month', day)::date as month, ${sums.map((sum) => `sum(${sum})::bigint as ${sum}`).join(', ')}
   from json_populate_recordset(null::${table}, $1) group by ${keys.join(', ')}, month`;

const ADD_DAILY = mergeSums(
  { table: 'daily_rollup', keys: [...ROW_KEYS, 'day'], sums: SUMS, counts: 'entries' },
  'select * from json_populate_recordset(null::daily_rollup, $1)',
);
const ADD_MONTHLY = mergeSums(
  { table: 'monthly_rollup', keys: [...ROW_KEYS, 'month'], sums: SUMS, counts: 'entries' },
  monthsOf('daily_rollup', ROW_KEYS, SUMS),
);
const ADD_LEAVES = mergeSums(
  { table: 'mrr_leaf_daily', keys: [...LEAF_KEYS, 'day'], sums: ['count_delta'], counts: 'count_delta' },
  'select * from json_populate_recordset(null::mrr_leaf_daily, $1)',
);
const ADD_MONTHLY_LEAVES = mergeSums(
  { table: 'mrr_leaf_monthly', keys: [...LEAF_KEYS, 'month'], sums: ['count_delta'], counts: 'count_delta' },
  `${monthsOf('mrr_leaf_daily', LEAF_KEYS, ['count_delta'])} having sum(count_delta) <> 0`,
);

/** Adds differences to the rollups, by day and by month, and drops rows that no entry stands behind any more. */
export async function applyRollups(
  tx: pg.ClientBase,
  daily: readonly object[],
  leaves: readonly object[],
): Promise<void> {
  if (daily.length > 0) {
    const values = [JSON.stringify(daily)];
    await tx.query({ name: 'add-daily', text: ADD_DAILY, values });
    await tx.query({ name: 'add-monthly', text: ADD_MONTHLY, values });
  }
  if (leaves.length > 0) {
    const values = [JSON.stringify(leaves)];
    await tx.query({ name: 'add-leaves', text: ADD_LEAVES, values });
    await tx.query({ name: 'add-monthly-leaves', text: ADD_MONTHLY_LEAVES, values });
  }
}
