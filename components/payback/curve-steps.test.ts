import { expect, test } from 'vitest';
import { curveDays, sumsBy } from './curve-steps';

const curve = [0, 30, 60].map((day, index) => ({ day, sum: 100 * (index + 1) }));

test('a curve holds what came in by each day, to the last one', () => {
  const days = curveDays([{ curve }, { curve: [] }]);
  expect(days.at(-1)).toBe(60);
  expect(sumsBy(curve, [0, 29, 30, 59, 60])).toEqual([100, 100, 200, 200, 300]);
  expect(sumsBy([], [0, 1])).toEqual([0, 0]);
});

test('years of days are thinned out, and end on the last', () => {
  const days = curveDays([{ curve: [{ day: 731, sum: 1 }] }]);
  expect(days.length).toBeLessThan(125);
  expect(days.at(-1)).toBe(731);
});
