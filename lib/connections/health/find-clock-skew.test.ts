import { expect, test } from 'vitest';
import { clockWords } from './alarm-words';
import { findClockSkew } from './find-clock-skew';

const hour = (accepted: number, stale: number, clockSeconds: number | null = stale > 0 ? 600 : null) => ({
  accepted,
  stale,
  clockSeconds,
});

test.each([
  ['all are refused by their age', [hour(0, 4)], 600],
  ['more than nine in ten are', [hour(1, 19)], 600],
  ['nine in ten are', [hour(1, 9)], null],
  ['a single old delivery is played back', [hour(0, 1)], null],
  ['all went well before', [hour(0, 12), hour(900, 0)], 600],
  ['it was set right, and deliveries came again', [hour(3, 0), hour(0, 8)], null],
  ['it was set right long ago', [hour(20, 0), hour(0, 8)], null],
  ['few come, over hours', [hour(0, 1, -90_000), hour(0, 1), hour(0, 1)], -90_000],
  ['nothing came', [], null],
])('F16 %s', (_, hours, seconds) => {
  expect(findClockSkew(hours)?.seconds ?? null).toBe(seconds);
});

test.each([
  [600, '10 minutes ahead of'],
  [-600, '10 minutes behind'],
  [86_400, '24 hours ahead of'],
  [200_000, '2 days ahead of'],
])('F16 the alarm names how far the clocks differ: %i s', (seconds, words) => {
  expect(clockWords({ seconds, refused: 40 })).toContain(`${words} Stripe’s, so 40 deliveries were refused`);
});
