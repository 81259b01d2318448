import type { MetricResult } from '@/lib/reports/types';

/** How many of one step there are for one of another; null where there is none of the other. */
export interface StepRate {
  of: string;
  base: string;
  numerator: number;
  denominator: number;
  value: number | null;
}

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

/** Which step is told as a share of which. A trial is a way some take; sales are all payments, so that they convert nobody. */
export const RATES = [
  { of: 'leads', base: 'clicks' },
  { of: 'trials', base: 'leads' },
  { of: 'new-customers', base: 'leads' },
  { of: 'new-customers', base: 'clicks' },
] as const;

/** These of the counts of the steps. */
export function ratesOf(steps: readonly Pick<MetricResult, 'metric'>[], counts: readonly number[]): StepRate[] {
  const count = (name: string) => counts[steps.findIndex(({ metric }) => metric === name)] ?? 0;
  return RATES.map(({ of, base }) => {
    const [numerator, denominator] = [count(of), count(base)];
    return { of, base, numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
  });
}
