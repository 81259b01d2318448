import { expect, test } from 'vitest';
import type { MetricResult } from '@/lib/reports/types';
import { comparedTotal, movementPeriods, movementTotal } from './movement-periods';

/** Levels or steps by month from January 2026. */
function result(metric: string, values: number[]): MetricResult {
  const points = values.map((value, index) => ({
    start: `2026-0${index + 1}-01`,
    end: `2026-0${index + 2}-01`,
    value,
    numerator: null,
    denominator: null,
    incomplete: false,
  }));
  const total = { value: null, numerator: null, denominator: null };
  return {
    metric,
    label: metric,
    unit: 'money',
    currency: 'usd',
    timeZone: 'UTC',
    interval: 'month',
    asOf: '2026-04-01T00:00:00Z',
    settingsVersion: 1,
    series: [{ key: '', label: '', points, total }],
    total,
    unconverted: [],
  };
}

const steps = [
  result('new-mrr', [6000, 0]),
  result('expansion-mrr', [3000, 0]),
  result('reactivation-mrr', [2500, 0]),
  result('contraction-mrr', [-5000, 0]),
  result('churned-mrr', [-4000, -740]),
  result('fx-mrr', [-60, 0]),
];
const march = { from: '2025-12-01', to: '2026-01-01' };

test('B2-1 opening and movements come to the closing level, and each period opens where the last closed', () => {
  const mrr = result('mrr', [44740, 44000]);
  const before = result('mrr', [42300]);
  const periods = movementPeriods(
    { ...mrr, comparison: { ...march, series: before.series, total: before.total } },
    steps,
  );
  expect(periods.map(({ opening, closing, gap }) => [opening, closing, gap])).toEqual([
    [42300, 44740, 0],
    [44740, 44000, 0],
  ]);
  expect(movementTotal(periods)).toMatchObject({ opening: 42300, closing: 44000, gap: 0 });
  expect(movementTotal(periods)?.steps).toEqual([6000, 3000, 2500, -5000, -4740, -60]);
});

test('a movement that is missing shows as a gap instead of being absorbed', () => {
  const mrr = result('mrr', [44740, 43000]);
  expect(movementPeriods(mrr, steps)[1]?.gap).toBe(-1000);
});

test('without the level before the range the first opening follows from its closing', () => {
  expect(movementPeriods(result('mrr', [44740, 44000]), steps)[0]?.opening).toBe(42300);
});

test('B2-1 the period compared with opens at its closing level less its movements', () => {
  const compared = (metric: string, value: number): MetricResult => ({
    ...result(metric, []),
    comparison: {
      from: '2025-01-01',
      to: '2025-04-01',
      series: [],
      total: { value, numerator: null, denominator: null },
    },
  });
  const movements = [6000, 3000, 2500, -5000, -4000, -60].map((value) => compared('step', value));
  expect(comparedTotal(compared('mrr', 44740), movements)).toMatchObject({ opening: 42300, start: '2025-01-01' });
  expect(comparedTotal(result('mrr', [1]), movements)).toBeNull();
});
