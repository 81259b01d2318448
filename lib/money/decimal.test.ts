import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { over, parseDecimal, plus, roundFraction, times, whole } from './decimal';
import { divideHalfUp } from './divide-half-up';

describe('exact decimals', () => {
  test.each([
    ['12', 12n, 1n],
    ['0.5', 5n, 10n],
    ['-2.5', -25n, 10n],
    ['1e-7', 1n, 10n ** 7n],
    ['2.5e3', 2500n, 1n],
    [' 7.00 ', 700n, 100n],
  ])('F25 reads %s', (text, n, d) => {
    const value = parseDecimal(text) ?? { n: 0n, d: 0n };
    expect(value.d).toBeGreaterThan(0n);
    expect(value.n * d).toBe(n * value.d);
  });

  test.each(['', 'abc', 'NaN', 'Infinity', '1,5', '0x10', '--1', '1e999', '.'])('F25 refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  test('F25 "0.0000001" of a cent is not lost before the one rounding', () => {
    const tiny = parseDecimal('0.0000001');
    expect(tiny && roundFraction(times(tiny, whole(10_000_000n)))).toBe(1n);
  });

  test('dividing keeps the denominator positive and refuses zero', () => {
    expect(over(whole(1n), whole(-2n))).toEqual({ n: -1n, d: 2n });
    expect(roundFraction(plus(over(whole(1n), whole(3n)), over(whole(2n), whole(3n))))).toBe(1n);
    expect(() => over(whole(1n), whole(0n))).toThrow(RangeError);
  });
});

describe('rounding is half-up, away from zero', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [4n, 3n, 1n],
    [0n, 7n, 0n],
    [2n ** 70n + 1n, 2n, 2n ** 69n + 1n],
  ])('%s ÷ %s is %s', (n, d, expected) => {
    expect(divideHalfUp(n, d)).toBe(expected);
  });

  test('a zero denominator throws', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
  });

  test('the result is the nearest integer, and negation commutes with it', () => {
    const n = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const d = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(n, d, (top, bottom) => {
        const rounded = divideHalfUp(top, bottom);
        const error = 2n * (rounded * bottom - top);
        return error <= bottom && error >= -bottom && divideHalfUp(-top, bottom) === -rounded;
      }),
      { numRuns: 1000 },
    );
  });
});
