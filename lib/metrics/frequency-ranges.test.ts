import { expect, test } from 'vitest';
import { DEFAULT_FREQUENCIES, parseFrequencies } from './frequency-ranges';

test('B8 the default buckets of purchase frequency: 1, 2, 3, 4, 5, 6–10, 11+', () => {
  expect(parseFrequencies(DEFAULT_FREQUENCIES)?.map(({ from, to }) => [from, to])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 10],
    [11, null],
  ]);
});

test('B8 other buckets, as long as everybody is in exactly one', () => {
  expect(parseFrequencies('1, 2–5, 6+')).toEqual([
    { label: '1', from: 1, to: 1 },
    { label: '2-5', from: 2, to: 5 },
    { label: '6+', from: 6, to: null },
  ]);
  expect(parseFrequencies('1+')).toHaveLength(1);
  for (const bad of ['', '1', '2+', '1,3+', '1,1+', '1-0,1+', '1+,2+', '1,2-,3+', 'a', '1,-2', '0+', '1,2,,3+'])
    expect(parseFrequencies(bad)).toBeNull();
});
