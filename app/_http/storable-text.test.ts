import { expect, test } from 'vitest';
import { z } from 'zod';
import { storable, storableSearch } from './storable-text';

const anything = storable(z.unknown());

test('names and values alike become what a column holds', () => {
  expect(anything.parse({ 'a\0': ['b\0', { c: '\uD83D' }], n: 1, none: null })).toEqual({
    'a\uFFFD': ['b\uFFFD', { c: '\uFFFD' }],
    n: 1,
    none: null,
  });
  const search = storableSearch(new Request('https://a.example/?a%00=%00&b=1&b=2'));
  expect([...search]).toEqual([
    ['a\uFFFD', '\uFFFD'],
    ['b', '1'],
    ['b', '2'],
  ]);
});

test('what is nested without end is refused, and never walked through', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect(anything.parse(nested(64))).toBeInstanceOf(Array);
  for (const levels of [65, 4900, 200_000])
    expect(() => anything.parse(nested(levels))).toThrow('nested deeper than 64 levels');
});
