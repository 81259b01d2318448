import { describe, expect, test } from 'vitest';
import { CURRENCIES, exponentOf, isCurrency } from './currencies';
import { asDecimal, formatMoney } from './format';

const ZERO = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
const THREE = 'BHD JOD KWD OMR TND'.split(' ');
const TWO = 'USD EUR GBP ISK HUF TWD CHF'.split(' ');

describe('F26 every currency keeps its own minor units', () => {
  test.each(ZERO)('F26 %s amounts are whole units', (code) => {
    expect([exponentOf(code), exponentOf(code.toLowerCase())]).toEqual([0, 0]);
    expect(asDecimal(1234n, exponentOf(code))).toBe('1234');
  });

  test.each(THREE)('F26 %s amounts have three decimals', (code) => {
    expect(exponentOf(code)).toBe(3);
    expect(asDecimal(1230n, exponentOf(code))).toBe('1.230');
  });

  test.each(TWO)('F26 %s amounts have two decimals in the API', (code) => {
    expect(exponentOf(code)).toBe(2);
    expect(asDecimal(123n, exponentOf(code))).toBe('1.23');
  });

  test('F26 all other ISO currencies have two decimals', () => {
    const others = CURRENCIES.filter((code) => ![...ZERO, ...THREE].includes(code.toUpperCase()));
    expect(others.length).toBeGreaterThan(100);
    expect(new Set(others.map(exponentOf))).toEqual(new Set([2]));
  });

  test('F26 amounts past 2^53 are formatted to the last digit', () => {
    expect(formatMoney(9_007_199_254_740_993n, 'usd')).toBe('$90,071,992,547,409.93');
    expect(formatMoney(-9_007_199_254_740_993n, 'jpy')).toBe('-¥9,007,199,254,740,993');
  });

  test('codes are recognised in either case, and inventions are not', () => {
    expect([isCurrency('EUR'), isCurrency('eur'), isCurrency('zzz'), isCurrency('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('money as a person reads it', () => {
  test('B0-6 ISK 500 is "5 ISK"', () => {
    expect(formatMoney(500n, 'isk')).toBe('5 ISK');
  });

  test.each([
    [125000n, 'usd', '$1,250.00'],
    [1000n, 'jpy', '¥1,000'],
    [-50n, 'usd', '-$0.50'],
    [0n, 'usd', '$0.00'],
  ])('%s %s is %s', (minor, currency, expected) => {
    expect(formatMoney(minor, currency)).toBe(expected);
  });

  test('nothing is "–", a sign can be asked for, and large amounts can be shortened', () => {
    expect(formatMoney(null, 'usd')).toBe('–');
    expect(formatMoney(500n, 'usd', { sign: true })).toBe('+$5.00');
    expect(formatMoney(1240000n, 'usd', { compact: true })).toBe('$12.4K');
  });
});
