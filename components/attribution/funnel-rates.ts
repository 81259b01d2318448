import type { MetricResult } from '@/lib/reports/types';

/** How many of one step there are for one of another; null where there is none of the other. */
export interface StepRate {
  numerator: number;
  denominator: number;
  value: number | null;
}

export const rateOf = (numerator: number, denominator: number): StepRate => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
});

export interface FunnelRow {
  key: string;
  label: string;
  /** In the order of the steps. */
  counts: number[];
}

/** A line for each value that any step has, and always one for what is not attributed. */
export function funnelRows(steps: readonly MetricResult[]): FunnelRow[] {
  const labels = new Map(steps.flatMap(({ series }) => series.map(({ key, label }) => [key, label] as const)));
  labels.set('', 'Direct / unknown');
  return [...labels].map(([key, label]) => ({
    key,
    label,
    counts: steps.map(({ series }) => series.find((one) => one.key === key)?.total.value ?? 0),
  }));
}

/** Each step after the first against the one before it, and the last against the first. */
export function ratesOf(counts: readonly number[]): StepRate[] {
  const steps = counts.slice(1).map((count, index) => rateOf(count, counts[index] ?? 0));
  return [...steps, rateOf(counts.at(-1) ?? 0, counts[0] ?? 0)];
}
