import { expect, test } from 'vitest';
import { createIds } from './ids';

test('ids look like Stripe’s, never repeat, and are the same in every replay', () => {
  const ids = createIds(7);
  const made = Array.from({ length: 20_000 }, () => ids.next('in'));
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id) => /^in_1[0-9A-Za-z]{23}$/.test(id))).toBe(true);
  expect(ids.next('cus')).toMatch(/^cus_[0-9A-Za-z]{14}$/);
  expect(createIds(7).next('in')).toBe(made[0]);
  expect(createIds(8).next('in')).not.toBe(made[0]);
});
