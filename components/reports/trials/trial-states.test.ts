import { expect, test } from 'vitest';
import { maturedRate } from './trial-states';

test('B4-1 three of five converted is 3 of 4 among the matured', () => {
  const parts = { converted: 3, pending: 1, abandoned: 1, at_risk: 0, converted_free: 0 };
  expect(maturedRate({ numerator: 3, denominator: 5, parts })).toEqual({ value: 0.75, numerator: 3, denominator: 4 });
});

test('B4-4 a trial at risk has not matured', () => {
  const parts = { converted: 1, abandoned: 1, at_risk: 1, converted_free: 1 };
  expect(maturedRate({ numerator: 1, denominator: 4, parts })).toMatchObject({ numerator: 1, denominator: 3 });
});

test('B2-9 no matured trial means no rate', () => {
  expect(maturedRate({ numerator: 0, denominator: 2, parts: { pending: 2 } }).value).toBeNull();
});
