import { expect, test } from 'vitest';
import type { MetricPoint, MetricResult } from '@/lib/reports/types';
import { csvText } from '../csv/csv-text';
import { overviewCsv } from './overview-csv';

const point = (start: string, end: string, extra: Partial<MetricPoint>): MetricPoint => ({
  ...{ start, end, value: null, numerator: null, denominator: null, incomplete: false },
  ...extra,
});

const result = (metric: string, unit: MetricResult['unit'], extra: Partial<MetricResult>): MetricResult => ({
  ...{ metric, label: metric, unit, currency: 'usd', timeZone: 'UTC', interval: 'month' },
  ...{ asOf: '2026-05-10T00:00:00Z', settingsVersion: 1, series: [], unconverted: [] },
  total: { value: null, numerator: null, denominator: null },
  ...extra,
});

test('BY-55 the cards of the overview leave as figures, with what they are made of and compared with', () => {
  const mrr = result('mrr', 'money', {
    total: { value: 123456, numerator: null, denominator: null },
    comparison: {
      ...{ from: '2026-02-01', to: '2026-03-01', series: [] },
      total: { value: 100000, numerator: null, denominator: null },
    },
  });
  const churn = result('customer-churn', 'ratio', {
    series: [
      {
        ...{ key: '', label: 'Churn', total: { value: null, numerator: null, denominator: null } },
        points: [
          point('2026-03-01', '2026-04-01', { value: 0.5, numerator: 1, denominator: 2 }),
          point('2026-04-01', '2026-05-01', { value: 0.25, numerator: 1, denominator: 4 }),
          point('2026-05-01', '2026-06-01', { value: 0, numerator: 0, denominator: 4, incomplete: true }),
        ],
      },
    ],
  });
  const figures = [
    { result: mrr, label: 'MRR' },
    { result: churn, label: 'Churn', latest: true },
  ];
  expect(csvText(overviewCsv(figures, { from: '2026-03-01', to: '2026-04-01' })).split('\r\n')).toEqual([
    'Figure,From,To,Value,Unit,Numerator,Denominator,Before: from,Before: to,Before',
    'MRR,2026-03-01,2026-04-01,1234.56,USD,,,2026-02-01,2026-03-01,1000.00',
    'Churn,2026-04-01,2026-05-01,0.25,ratio,1,4,2026-03-01,2026-04-01,0.5',
    '',
  ]);
});
