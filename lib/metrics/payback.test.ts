import { describe, expect, test } from 'vitest';
import { cumulative, paybackOf, revenueBy } from './payback';
import { average } from './realised-ltv';

const SPEND = 100_000n;
const curve = new Map([0, 30, 60, 90, 120].map((day) => [day, 24_000n] as const));
const without = (...days: number[]) => new Map([...curve].filter(([day]) => !days.includes(day)));

describe('FK-49 BY-19 payback of a cohort', () => {
  test('B12-1 CAC 12500; ROAS 48 % at 30, 72 % at 60, 96 % at 90 days; paid back on day 120', () => {
    expect(average(SPEND, 8n).value).toBe(12_500n);
    expect([30, 60, 90].map((day) => (revenueBy(curve, day) * 100n) / SPEND)).toEqual([48n, 72n, 96n]);
    expect(paybackOf(curve, SPEND)).toEqual({ day: 120, recovered: 120_000n, fellBackOn: null });
    expect(cumulative(curve).map(({ sum }) => sum)).toEqual([24_000n, 48_000n, 72_000n, 96_000n, 120_000n]);
  });

  test('B12-2 on day 100 it is not paid back: 96 % are recovered', () => {
    expect(paybackOf(without(120), SPEND)).toEqual({ day: null, recovered: 96_000n, fellBackOn: null });
  });

  test('B12-3 a refund of 24000 on day 121: reached on day 120, fell back below on day 121', () => {
    const refunded = new Map([[121, -24_000n], ...curve]);
    expect(paybackOf(refunded, SPEND)).toEqual({ day: 120, recovered: 96_000n, fellBackOn: 121 });
    expect(paybackOf(new Map([...refunded, [150, 24_000n]]), SPEND)).toMatchObject({ day: 120, fellBackOn: null });
  });

  test('B12-4 without paying users there is no CAC', () => {
    expect(average(SPEND, 0n)).toMatchObject({ value: null, numerator: SPEND, denominator: 0n });
    expect(paybackOf(new Map(), SPEND)).toEqual({ day: null, recovered: 0n, fellBackOn: null });
  });

  test('users without spend have nothing to pay back', () => {
    expect(paybackOf(curve, 0n)).toEqual({ day: null, recovered: 120_000n, fellBackOn: null });
  });
});
