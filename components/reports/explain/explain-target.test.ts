import { expect, test } from 'vitest';
import type { ExplainRow } from '@/lib/reports/types';
import { apiQuery, basisOf } from '../report-query';
import { checkSum } from './check-sum';
import { explainParser } from './explain-target';

test('a figure survives the trip through the address bar, odd series values included', () => {
  const target = {
    metric: 'mrr',
    start: '2026-03-01',
    end: '2026-04-01',
    series: { dimension: 'product', value: 'a:b=c' },
  } as const;
  const combined = { ...target, series: { dimension: 'coupon', value: 'SAVE10\nVIP' } } as const;
  const metadata = { ...target, series: { dimension: 'metadata.plan=a:b %', value: 'Acme, Inc' } } as const;
  const cohort = { ...target, metric: 'roas', day: 90, series: { dimension: 'campaign', value: '' } } as const;
  for (const each of [target, combined, metadata, cohort])
    expect(explainParser.parse(explainParser.serialize(each))).toEqual(each);
});

test('a part of a figure survives it too', () => {
  for (const part of ['at_risk', 'lostDisputes', '6-10', '11+']) {
    const target = { metric: 'net-revenue', part, start: '2026-03-01', end: '2026-04-01' };
    expect(explainParser.serialize(target)).toBe(`net-revenue.${part}:2026-03-01:2026-04-01`);
    expect(explainParser.parse(`net-revenue.${part}:2026-03-01:2026-04-01`)).toEqual(target);
  }
});

test('an address that names no figure opens nothing', () => {
  expect(explainParser.parse('mrr')).toBeNull();
  expect(explainParser.parse('mrr:2026-03-01:2026-04-01:colour=red')).toBeNull();
});

test('the explanation is asked for under the filters of the screen', () => {
  const search = new URLSearchParams('filter[country]!=US&view=table&explain=x&mode=test&compare=none');
  expect(String(apiQuery(search, { start: '2026-03-01' }))).toBe(
    'filter%5Bcountry%5D%21=US&mode=test&start=2026-03-01',
  );
  expect(basisOf('refunds', 'refundDate=refund')).toEqual({ basis: 'refund' });
  expect(basisOf('refunds', '')).toEqual({ basis: 'sale' });
  expect(basisOf('mrr', 'refundDate=refund')).toEqual({});
  expect(basisOf('refund-rate-count', 'refundKind=full')).toEqual({ basis: 'sale-full' });
  expect(basisOf('lost-disputes', 'refundDate=refund&refundKind=disputes')).toEqual({ basis: 'refund-disputes' });
  expect(basisOf('trial-conversion', 'trialDate=end')).toEqual({ basis: 'end' });
  expect(basisOf('trial-conversion', '')).toEqual({});
});

const row: ExplainRow = {
  id: 'r',
  part: 'value',
  day: '2026-03-01',
  customer: { id: 'cus_1', label: '', person: '' },
  description: '',
  arithmetic: '',
  objects: [],
  amountMinor: 0,
  currency: 'usd',
  fxRate: null,
  fxDay: null,
  value: 2000,
};

test('B0-10 rows are held against the figure, and an unconverted row adds nothing', () => {
  const rows = [{ ...row }, { ...row, value: 4333 }, { ...row, value: null }];
  const figure = { value: 6333, numerator: null, denominator: null };
  expect(checkSum(figure, rows)).toMatchObject([{ part: 'value', shown: 6333, expected: 6333 }]);
});

test('a rate is checked on both sides, also on the one without rows', () => {
  const rows = [{ ...row, part: 'denominator' as const, value: 1 }];
  const sums = checkSum({ value: 0, numerator: 0, denominator: 1 }, rows);
  expect(sums.map(({ part, shown, expected }) => [part, shown, expected])).toEqual([
    ['numerator', 0, 0],
    ['denominator', 1, 1],
  ]);
});
