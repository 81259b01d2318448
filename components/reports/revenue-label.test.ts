import { expect, test } from 'vitest';
import { revenueLabel } from './revenue-label';

test.each([
  ['net_of_fees', 320, 'Revenue, net of Stripe fees'],
  ['net_of_fees', null, 'Revenue, Stripe fees unknown'],
  ['gross', 320, 'Revenue, before Stripe fees'],
] as const)('FK-38 revenue %s with fees of %s is labelled', (feeHandling, fees, label) => {
  expect(revenueLabel('Revenue', feeHandling, fees)).toBe(label);
});
