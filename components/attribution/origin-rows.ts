import type { MetricPoint, MetricResult, MetricSeries, MetricTotal, ReportParams } from '@/lib/reports/types';
import { latestPoints } from '../reports/latest-points';

/** What a figure of the table covers: all days, their end, or their last complete period. */
type Of = 'range' | 'end' | 'latest';

/** A metric of the table, broken down. */
export interface OriginFigures {
  result: MetricResult;
  of: Of;
  /** The same without a breakdown, where the total is not that of the range. */
  whole?: MetricResult;
}

/** One figure, and the period that explains it. */
export interface OriginFigure {
  figure: MetricTotal;
  /** Null where there is nothing to explain. */
  period: { start: string; end: string } | null;
}

export interface OriginRow {
  key: string;
  label: string;
  figures: OriginFigure[];
}

/** Where nothing is known of how somebody came. */
export const UNKNOWN = '';

const NOTHING: MetricTotal = { value: null, numerator: null, denominator: null };
const ZERO: MetricTotal = { ...NOTHING, value: 0 };

/** A line for each value that any of the metrics has, and always one for what is not attributed, which comes last. */
export function originRows(columns: readonly OriginFigures[], params: Pick<ReportParams, 'from' | 'to'>): OriginRow[] {
  const labels = new Map(columns.flatMap(({ result }) => result.series.map(({ key, label }) => [key, label] as const)));
  labels.set(UNKNOWN, 'Direct / unknown');
  return [...labels].map(([key, label]) => ({
    key,
    label,
    figures: columns.map((column) => {
      const series = column.result.series.find((one) => one.key === key);
      return figureOf(column, series, params);
    }),
  }));
}

/** The line under them. */
export const originTotals = (
  columns: readonly OriginFigures[],
  params: Pick<ReportParams, 'from' | 'to'>,
): OriginFigure[] =>
  columns.map(({ result, of, whole }) => {
    const [series] = whole?.series ?? [];
    if (of === 'latest' && whole) return figureOf({ result: whole, of }, series, params);
    const last = of === 'end' ? lastOf(result.series[0]) : undefined;
    return { figure: result.total, period: last ?? { start: params.from, end: params.to } };
  });

function figureOf(
  { result, of }: OriginFigures,
  series: MetricSeries | undefined,
  { from, to }: Pick<ReportParams, 'from' | 'to'>,
): OriginFigure {
  const isPlain = result.total.denominator === null && result.unit !== 'ratio';
  if (!series) return { figure: isPlain ? ZERO : NOTHING, period: null };
  if (of === 'latest') {
    const { start } = latestPoints(result).point ?? {};
    const point = series.points.find((one) => one.start === start);
    return { figure: point ?? NOTHING, period: point ?? null };
  }
  return { figure: series.total, period: of === 'end' ? (lastOf(series) ?? null) : { start: from, end: to } };
}

const lastOf = (series: MetricSeries | undefined): MetricPoint | undefined =>
  series?.points.findLast(({ value }) => value !== null);

/** By the figures of a column, or the names; what is not attributed is last either way. */
export const unknownLast = <Row extends { key: string }>(rows: readonly Row[]): Row[] => [
  ...rows.filter(({ key }) => key !== UNKNOWN),
  ...rows.filter(({ key }) => key === UNKNOWN),
];
