import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitByWeight } from './split-by-weight';

const sum = (parts: readonly bigint[]) => parts.reduce((a, b) => a + b, 0n);

describe('an amount is split by largest remainder', () => {
  test('B0-1 1000 over 6000/3000/1500 is 571/286/143', () => {
    expect(splitByWeight(1000n, [6000n, 3000n, 1500n])).toEqual([571n, 286n, 143n]);
  });

  test('B0-2 3333 over 6000/3000/1000 is 2000/1000/333', () => {
    expect(splitByWeight(3333n, [6000n, 3000n, 1000n])).toEqual([2000n, 1000n, 333n]);
  });

  test('B0-3 100 over 1/1/1 is 34/33/33: ties go to the lowest index', () => {
    expect(splitByWeight(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  test('a negative amount mirrors to the cent what it undoes in sum', () => {
    expect(sum(splitByWeight(-1000n, [6000n, 3000n, 1500n]))).toBe(-1000n);
  });

  test('weights that sum to zero give everything to the first part; no weights give no parts', () => {
    expect(splitByWeight(7n, [5n, -5n])).toEqual([7n, 0n]);
    expect(splitByWeight(7n, [])).toEqual([]);
  });

  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const weights = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1, maxLength: 12 });

  test('the parts sum to the amount exactly, whatever the weights', () => {
    fc.assert(
      fc.property(amount, weights, (whole, by) => sum(splitByWeight(whole, by)) === whole),
      { numRuns: 1000 },
    );
  });

  test('no part of positive weights is more than one unit from its exact share, and a zero weight gets nothing', () => {
    const positive = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), positive, (whole, by) => {
        const total = sum(by);
        fc.pre(total > 0n);
        for (const [index, part] of splitByWeight(whole, by).entries()) {
          const weight = by[index] ?? 0n;
          const gap = part * total - whole * weight;
          expect(gap < total && gap > -total).toBe(true);
          if (weight === 0n) expect(part).toBe(0n);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
