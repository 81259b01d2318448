import { expect, test } from 'vitest';
import { purchaseRanges } from './purchase-ranges';

test('B8-1 people by purchases, fewest first, with their share of all buyers', () => {
  const parts = { '6-10': 0, '11+': 1, '1': 3, '2': 2, '3': 1, '4': 0, '5': 1 };
  const ranges = purchaseRanges({ value: 8, parts });
  expect(ranges.map(({ range, people }) => [range, people])).toEqual([
    ['1', 3],
    ['2', 2],
    ['3', 1],
    ['4', 0],
    ['5', 1],
    ['6-10', 0],
    ['11+', 1],
  ]);
  expect(ranges[0]?.share).toBe(0.375);
  expect(purchaseRanges({ value: 0, parts: { '1+': 0 } })[0]?.share).toBeNull();
});
