import type { MetricResult, MetricSeries, MetricTotal, ReportParams } from '@/lib/reports/types';
import { latestPoints } from '../latest-points';

/** What an unknown fee or a sale without a coupon stands under. */
const NO_COUPON = '';
const FEES = 'stripe_fees';

/** A figure of the table, for each coupon. */
export interface CouponColumn {
  /** In lower case, as the address sorts by it. */
  id: string;
  label: string;
  /** Broken down by coupon or promotion code. */
  result: MetricResult;
  /** A named part of it. */
  part?: string;
  /** Up to which day since the first purchase. */
  day?: number;
  /** A rate per period is that of the last complete one: here without a breakdown, for the line of totals. */
  whole?: MetricResult;
}

export interface CouponFigure {
  figure: MetricTotal;
  /** The days that explain it; null where there is nothing to explain. */
  period: { start: string; end: string } | null;
}

export interface CouponRow {
  key: string;
  label: string;
  figures: CouponFigure[];
}

type Range = Pick<ReportParams, 'from' | 'to'>;

const NOTHING: MetricTotal = { value: null, numerator: null, denominator: null };

/** A line for each coupon that any of the figures knows: the group without one first, Stripe's fees, which are nobody's, last. */
export function couponRows(columns: readonly CouponColumn[], range: Range): CouponRow[] {
  const labels = new Map(columns.flatMap(({ result }) => result.series.map(({ key, label }) => [key, label] as const)));
  const rows = [...labels].map(([key, label]) => ({
    key,
    label,
    figures: columns.map((column) =>
      figureOf(
        column,
        column.result.series.find((one) => one.key === key),
        range,
      ),
    ),
  }));
  const place = ({ key }: CouponRow) => (key === NO_COUPON ? -1 : key === FEES ? 1 : 0);
  return rows.sort((a, b) => place(a) - place(b));
}

/** The line under them. */
export const couponTotals = (columns: readonly CouponColumn[], range: Range): CouponFigure[] =>
  columns.map((column) => {
    const whole = column.whole ?? column.result;
    if (column.whole) return figureOf(column, column.whole.series[0], range);
    return { figure: partOf(whole.total, column.part), period: { start: range.from, end: range.to } };
  });

/** The group without a coupon, and fees, keep their places whatever the others are sorted by. */
export function inTheirPlaces(rows: readonly CouponRow[]): CouponRow[] {
  const of = (key: string) => rows.filter((row) => row.key === key);
  return [...of(NO_COUPON), ...rows.filter(({ key }) => key !== NO_COUPON && key !== FEES), ...of(FEES)];
}

function figureOf(column: CouponColumn, series: MetricSeries | undefined, { from, to }: Range): CouponFigure {
  if (!series) return { figure: NOTHING, period: null };
  if (!column.whole) return { figure: partOf(series.total, column.part), period: { start: from, end: to } };
  const { start } = latestPoints(column.whole).point ?? {};
  const point = series.points.find((one) => one.start === start);
  return { figure: point ?? NOTHING, period: point ?? null };
}

const partOf = (total: MetricTotal, part: string | undefined): MetricTotal =>
  part === undefined ? total : { ...NOTHING, value: total.parts?.[part] ?? null };
