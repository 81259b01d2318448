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

test('RV-36 a step without any before it has no rate, and can have more than the one before', () => {
  expect(ratesOf([4, 2, 0, 3])).toEqual([
    { numerator: 2, denominator: 4, value: 0.5 },
    { numerator: 0, denominator: 2, value: 0 },
    { numerator: 3, denominator: 0, value: null },
    { numerator: 3, denominator: 4, value: 0.75 },
  ]);
});

test('what is not attributed is always a line, and so is what only one step has', () => {
  const rows = funnelRows([step('clicks', { spring: 5 }), step('sales', { partner: 1 })]);
  expect(rows).toEqual([
    { key: 'spring', label: 'spring', counts: [5, 0] },
    { key: 'partner', label: 'partner', counts: [0, 1] },
    { key: '', label: 'Direct / unknown', counts: [0, 0] },
  ]);
});
