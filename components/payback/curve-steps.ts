import type { PaybackRow } from '@/lib/reports/load-payback';

const MOST_POINTS = 120;

/** The days along the axis: from the purchase to the last day on which anything came in, evenly spaced. */
export function curveDays(rows: readonly Pick<PaybackRow, 'curve'>[]): number[] {
  const last = Math.max(0, ...rows.map(({ curve }) => curve.at(-1)?.day ?? 0));
  const step = Math.max(1, Math.ceil(last / MOST_POINTS));
  const days = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
  return days.at(-1) === last ? days : [...days, last];
}

/** What had come in by each of these days. */
export function sumsBy(curve: PaybackRow['curve'], days: readonly number[]): number[] {
  let at = 0;
  let sum = 0;
  return days.map((day) => {
    for (let step = curve[at]; step && step.day <= day; step = curve[at]) {
      sum = step.sum;
      at += 1;
    }
    return sum;
  });
}
