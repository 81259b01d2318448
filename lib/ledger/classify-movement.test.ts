import { expect, test } from 'vitest';
import { classifyMovement } from './classify-movement';

test.each([
  [0n, 500n, false, 'new'],
  [0n, 500n, true, 'reactivation'],
  [500n, 800n, true, 'expansion'],
  [500n, 200n, true, 'contraction'],
  [500n, 0n, true, 'churn'],
  [500n, 500n, true, null],
  [0n, 0n, true, null],
])('B2 from %s to %s (paid before: %s) is %s', (before, after, paidBefore, kind) => {
  expect(classifyMovement(before, after, paidBefore)).toBe(kind);
});
