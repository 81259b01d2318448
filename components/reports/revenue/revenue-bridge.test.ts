import { expect, test } from 'vitest';
import { placeSteps } from '../../charts/place-steps';
import { revenueBridge, revenueGap, revenueSteps } from './revenue-bridge';

const parts = { gross: 12000, discounts: -1000, tax: -1000, refunds: -2500, lostDisputes: -1000, fees: -320 };
const figure = { value: 6180, numerator: null, denominator: null, parts };
const days = { from: '2026-03-01', to: '2026-04-01' };

test('B6-10 the bridge leads from gross to net, each step a part that can be opened', () => {
  const bridge = revenueBridge(revenueSteps({ total: figure }), figure, days);
  expect(bridge.map(({ label }) => label)).toEqual([
    'Gross',
    'Discounts',
    'Tax',
    'Refunds',
    'Lost disputes',
    'Stripe fees',
    'Net',
  ]);
  expect(placeSteps(bridge).at(-2)?.level).toBe(6180);
  expect(bridge[1]?.target).toEqual({ metric: 'net-revenue', part: 'discounts', start: days.from, end: days.to });
  expect(bridge.at(-1)?.target).toEqual({ metric: 'net-revenue', start: days.from, end: days.to });
});

test('fees are no step where they stay in, and a step that is missing shows as a gap', () => {
  const { fees, ...rest } = parts;
  const gross = { ...figure, value: 6180 - fees, parts: rest };
  expect(revenueSteps({ total: gross }).map(({ part }) => part)).not.toContain('fees');
  expect(revenueGap(revenueSteps({ total: gross }), gross)).toBe(0);
  expect(revenueGap(revenueSteps({ total: gross }), { ...gross, value: 6000 })).toBe(-500);
});
