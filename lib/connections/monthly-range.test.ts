import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { createSandboxAccount } from '@/sandbox/account';
import { addRange, monthlyRange, NOTHING } from './monthly-range';

const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });

function made(path: string, params: object): { id: string } {
  return JSON.parse(JSON.stringify(account.request('POST', path, { ...params })));
}

const product = made('/v1/products', { name: 'Plan' }).id;
const customer = made('/v1/customers', { payment_method: 'pm_card_visa' }).id;
const price = (params: object) => made('/v1/prices', { product, currency: 'usd', ...params }).id;

/** A subscription as Stripe's list shows it. */
function rangeOf(
  priceParams: object,
  { quantity = 1, ...params }: { quantity?: number; [name: string]: unknown } = {},
) {
  const { id } = made('/v1/subscriptions', { customer, items: [{ price: price(priceParams), quantity }], ...params });
  const listed: Stripe.Subscription = JSON.parse(JSON.stringify(account.request('GET', `/v1/subscriptions/${id}`, {})));
  const { low, high } = monthlyRange(listed);
  return [low, high];
}

const every = (interval: string, interval_count = 1) => ({ recurring: { interval, interval_count } });

test('FK-35 a month, a quarter and a year are exact; weeks and days lie between the ways to count them', () => {
  expect(rangeOf({ unit_amount: 4900, ...every('month') })).toEqual([4900n, 4900n]);
  expect(rangeOf({ unit_amount: 3000, ...every('month', 3) }, { quantity: 2 })).toEqual([2000n, 2000n]);
  expect(rangeOf({ unit_amount: 1000, ...every('year') })).toEqual([83n, 84n]);
  expect(rangeOf({ unit_amount: 1000, ...every('week') })).toEqual([4000n, 4350n]);
  expect(rangeOf({ unit_amount: 100, ...every('day') })).toEqual([3000n, 3050n]);
  expect(rangeOf({ unit_amount_decimal: '0.5', ...every('month') }, { quantity: 3 })).toEqual([1n, 2n]);
});

test('what may lower MRR lowers the lower end; tiers and usage leave the upper one open', () => {
  const monthly = { unit_amount: 4900, ...every('month') };
  const coupon = made('/v1/coupons', { percent_off: 20, duration: 'forever' }).id;
  expect(rangeOf(monthly, { discounts: [{ coupon }] })).toEqual([0n, 4900n]);
  expect(rangeOf(monthly, { cancel_at_period_end: true })).toEqual([0n, 4900n]);
  expect(rangeOf({ ...monthly, tax_behavior: 'inclusive' })).toEqual([3430n, 4900n]);
  const vat = made('/v1/tax_rates', { display_name: 'VAT', percentage: 20, inclusive: true }).id;
  expect(rangeOf(monthly, { default_tax_rates: [vat] })).toEqual([3430n, 4900n]);
  const tiers = [{ up_to: 'inf', unit_amount: 800 }];
  const tiered = { billing_scheme: 'tiered', tiers_mode: 'graduated', tiers, ...every('month') };
  expect(rangeOf(tiered)).toEqual([0n, null]);
  expect(addRange({ low: 1n, high: 2n, items: 1n }, { low: 0n, high: null, items: 1n })).toEqual({
    ...{ low: 1n, high: null, items: 2n },
  });
  expect(addRange(NOTHING, NOTHING)).toEqual(NOTHING);
});
