import { expect, test } from 'vitest';
import type { MetricResult } from '@/lib/reports/types';
import { couponRows, couponTotals, inTheirPlaces } from './coupon-rows';

const total = (value: number) => ({ value, numerator: null, denominator: null, parts: { list: value * 2 } });
const result = (values: Record<string, number>): MetricResult => ({
  ...{
    metric: 'net-revenue',
    label: 'Net revenue',
    unit: 'money',
    currency: 'usd',
    timeZone: 'UTC',
    interval: 'month',
  },
  ...{ asOf: '', settingsVersion: 1, unconverted: [], total: total(10) },
  series: Object.entries(values).map(([key, value]) => ({
    key,
    label: key || 'No coupon',
    points: [],
    total: total(value),
  })),
});
const range = { from: '2026-03-01', to: '2026-04-01' };

test('B11 the group without a coupon comes first and fees last; what a metric does not know of a coupon is left empty', () => {
  const columns = [
    { id: 'net', label: 'Net', result: result({ stripe_fees: -1, TEN: 4, '': 7 }) },
    { id: 'list', label: 'List', result: result({ TEN: 4, FIVE: 1 }), part: 'list' },
  ];
  const rows = couponRows(columns, range);
  expect(rows.map(({ key }) => key)).toEqual(['', 'TEN', 'FIVE', 'stripe_fees']);
  expect(rows.map(({ figures }) => figures.map(({ figure }) => figure.value))).toEqual([
    [7, null],
    [4, 8],
    [null, 2],
    [-1, null],
  ]);
  expect(couponTotals(columns, range).map(({ figure }) => figure.value)).toEqual([10, 20]);
  expect(inTheirPlaces(rows.toReversed()).map(({ key }) => key)).toEqual(['', 'FIVE', 'TEN', 'stripe_fees']);
});
