import { expect, test } from 'vitest';
import { lifetimeValue, trailingMonths } from './ltv';
import { average } from './realised-ltv';

test('B7-2 44740 ÷ 6 ÷ 20 % = 37283: ARPU is not rounded first', () => {
  expect(lifetimeValue(44740n, 6n, { churned: 2n, exposed: 10n })).toEqual({ value: 37283n });
});

test('B7-2 without churn, or with few who could churn, there is none, and a reason', () => {
  expect(lifetimeValue(44740n, 6n, { churned: 0n, exposed: 10n })).toEqual({ value: null, reason: 'no_churn' });
  expect(lifetimeValue(44740n, 6n, { churned: 1n, exposed: 9n })).toEqual({ value: null, reason: 'not_enough_data' });
  expect(lifetimeValue(0n, 0n, { churned: 1n, exposed: 10n })).toEqual({ value: null, reason: 'not_enough_data' });
});

test('B7-2 the trailing months are the last three complete ones', () => {
  const starts = (last: string) => trailingMonths(last).map(({ start }) => start);
  expect(starts('2026-03-31')).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
  expect(starts('2026-03-30')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
});

test('B7-3 $1540 from 300 users is $5.13 each', () => {
  expect(average(154000n, 300n).value).toBe(513n);
  expect(average(154000n, 0n).value).toBeNull();
});
