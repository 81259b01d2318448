import type pg from 'pg';
import { mergeSums } from '@/lib/db/merge-sums';
import { textArray } from '@/lib/db/text-array';
import { LEVELS } from './rollup-deltas';

const SUMS = ['amount_minor', 'reporting_minor', 'unconverted_minor', 'unconverted_count', 'quantity', 'entries'];
const ROW_KEYS = ['workspace_id', 'livemode', 'measure', 'dimension', 'value', 'currency'];
const LEAF_KEYS = ['workspace_id', 'livemode', 'series', 'dimension', 'value', 'currency', 'leaf_minor'];

const TYPES: Record<string, string> = { livemode: 'boolean', day: 'date' };
const NUMBERS = [...SUMS, 'leaf_minor', 'count_delta'];
const typeOf = (column: string) => TYPES[column] ?? (NUMBERS.includes(column) ? 'bigint' : 'text');

/** Rows that come as one text array for each column. */
const rowsOf = (columns: readonly string[]) =>
  `(select ${columns.map((column) => `${column}::${typeOf(column)}`).join(', ')}
    from unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as v(${columns.join(', ')})) days`;

/** The differences of days, by the longer periods. */
const periodsOf = (rows: string, keys: readonly string[], sums: readonly string[], periods: string) =>
  `select ${keys.join(', ')}, period, date_trunc(period, day)::date as day, ${sums.map((sum) => `sum(${sum})::bigint as ${sum}`).join(', ')}
   from ${rows} cross join unnest(${periods}) as p(period)
   group by ${keys.join(', ')}, period, date_trunc(period, day)`;

const ALL_PERIODS = "'{month,quarter,year}'::text[]";

const DAILY = [...ROW_KEYS, 'day', ...SUMS];
const ADD_DAILY = mergeSums(
  { table: 'daily_rollup', keys: [...ROW_KEYS, 'day'], sums: SUMS, counts: 'entries' },
  `select * from ${rowsOf(DAILY)}`,
);
const ADD_PERIODS = mergeSums(
  { table: 'period_rollup', keys: [...ROW_KEYS, 'period', 'day'], sums: SUMS, counts: 'entries' },
  periodsOf(
    rowsOf(DAILY),
    ROW_KEYS,
    SUMS,
    `case when measure ~ '${LEVELS.source}' then ${ALL_PERIODS} else '{month}'::text[] end`,
  ),
);
const LEAVES = [...LEAF_KEYS, 'day', 'count_delta'];
const ADD_LEAVES = mergeSums(
  { table: 'mrr_leaf_daily', keys: [...LEAF_KEYS, 'day'], sums: ['count_delta'], counts: 'count_delta' },
  `select * from ${rowsOf(LEAVES)}`,
);
const ADD_LEAF_PERIODS = mergeSums(
  { table: 'mrr_leaf_period', keys: [...LEAF_KEYS, 'period', 'day'], sums: ['count_delta'], counts: 'count_delta' },
  `${periodsOf(rowsOf(LEAVES), LEAF_KEYS, ['count_delta'], ALL_PERIODS)} having sum(count_delta) <> 0`,
);

type Delta = Record<string, string | boolean>;

/** Adds differences to the rollups, by day and by longer periods, and drops rows that no entry stands behind any more. */
export async function applyRollups(
  tx: pg.ClientBase,
  daily: readonly Delta[],
  leaves: readonly Delta[],
): Promise<void> {
  if (daily.length > 0) {
    const values = columnsOf(DAILY, daily);
    await tx.query({ name: 'add-daily', text: ADD_DAILY, values });
    await tx.query({ name: 'add-periods', text: ADD_PERIODS, values });
  }
  if (leaves.length > 0) {
    const values = columnsOf(LEAVES, leaves);
    await tx.query({ name: 'add-leaves', text: ADD_LEAVES, values });
    await tx.query({ name: 'add-leaf-periods', text: ADD_LEAF_PERIODS, values });
  }
}

const columnsOf = (columns: readonly string[], rows: readonly Delta[]) =>
  columns.map((column) => textArray(rows.map((row) => String(row[column]))));
