import { expect, test } from 'vitest';
import type { MetricResult } from '@/lib/reports/types';
import { funnelRows, ratesOf } from './funnel-rates';

const step = (metric: string, values: Record<string, number>): MetricResult => ({
  metric,
  label: metric,
  unit: 'count',
  currency: 'usd',
  timeZone: 'UTC',
  interval: 'month',
  asOf: '',
  settingsVersion: 1,
  series: Object.entries(values).map(([key, value]) => ({
    key,
    label: key,
    points: [],
    total: { value, numerator: null, denominator: null },
  })),
  total: { value: 0, numerator: null, denominator: null },
  unconverted: [],
});

test('RV-36 a rate is null without a denominator, and may exceed the whole', () => {
  const steps = ['clicks', 'leads', 'trials', 'new-customers', 'sales'].map((metric) => ({ metric }));
  const values = (...counts: number[]) => ratesOf(steps, counts).map(({ value }) => value);
  expect(values(4, 2, 1, 3, 9)).toEqual([0.5, 0.5, 1.5, 0.75]);
  expect(values(4, 0, 1, 3, 9)).toEqual([0, null, null, 0.75]);
  expect(values(0, 2, 0, 0, 0)).toEqual([null, 0, 0, null]);
});

test('what is not attributed is always a line, and so is what only one step has', () => {
  const rows = funnelRows([step('clicks', { spring: 5 }), step('sales', { partner: 1 })]);
  expect(rows).toEqual([
    { key: 'spring', label: 'spring', counts: [5, 0] },
    { key: 'partner', label: 'partner', counts: [0, 1] },
    { key: '', label: 'Direct / unknown', counts: [0, 0] },
  ]);
});
