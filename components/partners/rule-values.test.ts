import { expect, test } from 'vitest';
import { problemsOf, valuesOf } from './rule-values';

test('some months need a number of them: an empty field is not the first sale only', () => {
  const values = { ...valuesOf(null, 'usd'), duration: 'months' as const };
  const wrong = ['', 0, 1.5, 1201, 'a'].map((months) => problemsOf({ ...values, months }));
  expect(wrong.filter(({ months }) => months === undefined)).toEqual([]);
  expect([1, '12', 1200].map((months) => problemsOf({ ...values, months }))).toEqual([{}, {}, {}]);
  expect(problemsOf({ ...values, duration: 'lifetime', months: '' })).toEqual({});
  expect(problemsOf({ ...values, event: 'lead', months: '' })).toEqual({});
});
