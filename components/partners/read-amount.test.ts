import { expect, test } from 'vitest';
import { readAmount } from './read-amount';

test.each([
  ['50', 'usd', 5000],
  ['0.5', 'eur', 50],
  ['1200', 'jpy', 1200],
  ['1.234', 'kwd', 1234],
  ['1.234', 'usd', null],
  ['1.5', 'jpy', null],
  ['fifty', 'usd', null],
  ['9007199254740993', 'usd', null],
])('%s %s is %j minor units', (text, currency, minor) => {
  expect(readAmount(text, currency)).toBe(minor);
});
