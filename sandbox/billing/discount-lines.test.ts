import fc from 'fast-check';
import { expect, test } from 'vitest';
import { split } from './discount-lines';

test('an amount off is spread in proportion and to the last cent', () => {
  expect(split(10_00, [20_00, 10_00])).toEqual([6_67, 3_33]);
  expect(split(50_00, [20_00, 10_00])).toEqual([20_00, 10_00]);
  expect(split(5_00, [0, 0])).toEqual([0, 0]);
});

test('the shares always add up, and none exceeds its line', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (amount, lines) => {
      const shares = split(amount, lines);
      const whole = lines.reduce((sum, line) => sum + line, 0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.min(amount, whole));
      for (const [i, share] of shares.entries()) expect(share).toBeLessThanOrEqual(lines[i] ?? 0);
    }),
  );
});
