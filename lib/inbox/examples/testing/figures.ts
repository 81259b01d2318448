import { expect } from 'vitest';
import { metrics } from '@/lib/metrics/registry';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadMetricRows } from '@/lib/reports/load-rows';
import type {
  Account,
  DimensionFilter,
  ExplainRow,
  MetricResult,
  MetricTotal,
  ReportParams,
} from '@/lib/reports/types';

export interface Question extends Partial<Omit<ReportParams, 'filters'>> {
  from: string;
  to: string;
  filters?: DimensionFilter[];
  /** The instant of the question; long after everything by default. */
  now?: string;
}

export interface Figure extends MetricTotal {
  /** Values of the breakdown by its keys. */
  by: Record<string, number | null>;
  labels: Record<string, string>;
  unconverted: MetricResult['unconverted'];
}

/**
 * A metric's total over a range, one bucket by default. On the way it proves B0-10: every point of every series is exactly
 * the sum of its drill-down rows.
 */
export async function figure(account: Account, metric: string, question: Question): Promise<Figure> {
  const { now = '2030-01-01T00:00:00Z', ...given } = question;
  const params: ReportParams = {
    interval: 'year',
    currency: account.currency,
    breakdown: null,
    filters: [],
    compare: null,
    mode: 'live',
    ...given,
  };
  const at = new Date(now);
  const result = await loadMetric(account, metric, params, at);
  const divided = params.breakdown !== null || metrics[metric]?.alwaysBy !== undefined;
  for (const { key, points } of result.series) {
    for (const { start, end, ...point } of points) {
      const rows = await loadMetricRows(
        account,
        metric,
        params,
        { start, end, ...(divided ? { series: key } : {}) },
        at,
      );
      expect({ metric, key, start, ...sumRows(rows.rows, point) }).toEqual({ metric, key, start, ...whole(point) });
    }
  }
  return {
    ...result.total,
    by: Object.fromEntries(result.series.map(({ key, total }) => [key, total.value])),
    labels: Object.fromEntries(result.series.map(({ key, label }) => [key, label])),
    unconverted: result.unconverted,
  };
}

/** The figure of one calendar month, YYYY-MM. */
export const inMonth = (
  account: Account,
  metric: string,
  month: string,
  question: Omit<Question, 'from' | 'to'> = {},
) => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return figure(account, metric, { interval: 'month', ...question, from: `${month}-01`, to: `${next}-01` });
};

const add = (rows: readonly ExplainRow[], part: ExplainRow['part']) =>
  rows.filter((row) => row.part === part).reduce((sum, { value }) => sum + (value ?? 0), 0);

/** What the rows sum to, in the shape of the point. */
function sumRows(rows: readonly ExplainRow[], point: MetricTotal) {
  if (point.denominator === null) return { value: add(rows, 'value') };
  return { numerator: add(rows, 'numerator'), denominator: add(rows, 'denominator') };
}

/** The exact integers of a point; a period that has not begun has none, and no rows. */
function whole({ value, numerator, denominator }: MetricTotal) {
  return denominator === null ? { value: value ?? 0 } : { numerator, denominator };
}
