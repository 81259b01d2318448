import { describe, expect, test } from 'vitest';
import { asDecimal, formatMoney } from './format';

const compact = (minor: number, currency: string) => formatMoney(minor, currency, { compact: true });

describe('money as a person reads it', () => {
  test.each([
    [125000, 'usd', '$1,250.00'],
    [-4000, 'usd', '-$40.00'],
    [1000, 'jpy', '¥1,000'],
    [1234, 'bhd', 'BHD\u00a01.234'],
    [500, 'isk', '5 ISK'],
  ])('%d %s is %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text);
  });

  test.each([
    [71740, 'usd', '$717'],
    [71760, 'usd', '$718'],
    [-71740, 'usd', '-$717'],
    [740, 'usd', '$7.40'],
    [700, 'usd', '$7'],
    [0, 'usd', '$0'],
    [99999, 'usd', '$1,000'],
    [100000, 'usd', '$1K'],
    [1240000, 'usd', '$12.4K'],
    [123456789, 'usd', '$1.2M'],
    [717, 'jpy', '¥717'],
    [7, 'jpy', '¥7'],
    [12400, 'jpy', '¥12.4K'],
    [7400, 'bhd', 'BHD\u00a07.400'],
    [717400, 'bhd', 'BHD\u00a0717'],
    [71740, 'isk', '717 ISK'],
  ])('on an axis or a bar %d %s is %s: all decimals or none', (minor, currency, text) => {
    expect(compact(minor, currency)).toBe(text);
  });

  test('no amount is a dash', () => {
    expect(formatMoney(null, 'usd')).toBe('–');
  });
});

test('decimal text is exact at any size and exponent', () => {
  expect(asDecimal(-5n, 2)).toBe('-0.05');
  expect(asDecimal(12345678901234567890n, 3)).toBe('12345678901234567.890');
  expect(asDecimal(7n, 0)).toBe('7');
});
