import { expect, test } from 'vitest';
import { isLow } from './watch-disk';

const MB = 1024 * 1024;

test('F12 deliveries are refused at 5 % of a small disk, at 256 MB of a large one, and below 48 MB of any', () => {
  expect(isLow({ free: 101 * MB, size: 2000 * MB })).toBe(false);
  expect(isLow({ free: 99 * MB, size: 2000 * MB })).toBe(true);
  expect(isLow({ free: 257 * MB, size: 500_000 * MB })).toBe(false);
  expect(isLow({ free: 255 * MB, size: 500_000 * MB })).toBe(true);
  expect(isLow({ free: 47 * MB, size: 100 * MB })).toBe(true);
});
