import { isOfOrigin } from './dimensions';

const COLUMNS = {
  sums: {
    keys: 'workspace_id, livemode, measure, currency, day',
    sums: ['amount_minor', 'reporting_minor', 'unconverted_minor', 'unconverted_count', 'quantity', 'entries'],
  },
  leaves: { keys: 'workspace_id, livemode, series, currency, day, leaf_minor', sums: ['count_delta'] },
} as const;

/**
 * A rollup as SQL. Of where customers came from rollups keep only what is known: the rest of the whole stands under '' here, so
 * that a breakdown adds up.
 */
export function rollupTable(kind: keyof typeof COLUMNS, period: 'daily' | 'period', dimension: string): string {
  const table = kind === 'sums' ? `${period}_rollup` : `mrr_leaf_${period}`;
  if (!isOfOrigin(dimension)) return table;
  const { keys, sums } = COLUMNS[kind];
  const of = period === 'period' ? `${keys}, period` : keys;
  const select = (value: string, sign: '' | '-', from: string) =>
    `select ${of}, '${dimension}'::text as dimension, ${value} as value, ${sums.map((sum) => `${sign}${sum} as ${sum}`).join(', ')}
     from ${table} where dimension = '${from}'`;
  return `(${select('value', '', dimension)} union all ${select("''::text", '', '')} union all ${select("''::text", '-', dimension)}) rest`;
}
