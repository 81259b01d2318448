import { expect, test } from 'vitest';
import type { MetricSeries } from '@/lib/reports/types';
import { foldSeries, OTHER } from './fold-series';

function series(key: string, value: number): MetricSeries {
  const figure = { value, numerator: null, denominator: null };
  return {
    key,
    label: key,
    points: [{ start: '2026-03-01', end: '2026-04-01', incomplete: false, ...figure }],
    total: figure,
  };
}

const products = [10, 20, 30, 40, 50, 60, 70, 80].map((value) => series(`p${value}`, value));

test('the largest are drawn, the rest is one series, and together they are still the whole', () => {
  const { series: drawn, hidden } = foldSeries('revenue-by-product', [...products, series('stripe_fees', -9)], 'money');
  expect(drawn.map(({ key }) => key)).toEqual(['p80', 'p70', 'p60', 'p50', 'p40', OTHER, 'stripe_fees']);
  expect(drawn.reduce((sum, { points }) => sum + (points[0]?.value ?? 0), 0)).toBe(360 - 9);
  expect(hidden).toBe(0);
});

test('people who bought several products are not added up into "Other"', () => {
  const { series: drawn, hidden } = foldSeries('buyers-by-product', products, 'count');
  expect([drawn.length, hidden]).toEqual([6, 2]);
  expect(drawn.some(({ key }) => key === OTHER)).toBe(false);
});
