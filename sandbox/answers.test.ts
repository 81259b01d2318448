import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSandboxAccount } from './account';
import { schemaErrors } from './testing/stripe-schema';
import { day, seconds } from './testing/test-sandbox';

const withId = z.looseObject({ id: z.string() });
const list = z.looseObject({ data: z.array(z.looseObject({})) });

/** An account in test mode that has one of everything that is bought, saved, planned, metered or given out. */
function openEverything() {
  const account = createSandboxAccount({ startAt: day('2025-01-01'), livemode: false });
  const post = (path: string, params: Record<string, unknown> = {}) =>
    withId.parse(account.request('POST', path, params)).id;
  const product = post('/v1/products', { name: 'Gold' });
  const month = { interval: 'month' };
  const price = post('/v1/prices', { product, currency: 'usd', unit_amount: 20_00, recurring: month });
  const meter = post('/v1/billing/meters', {
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'count' },
  });
  const perCall = post('/v1/prices', {
    product,
    currency: 'usd',
    unit_amount_decimal: '0.5',
    recurring: { ...month, usage_type: 'metered', meter },
  });
  const clock = post('/v1/test_helpers/test_clocks', { frozen_time: seconds('2024-01-31') });
  const customer = post('/v1/customers', { email: 'ada@example.com', test_clock: clock, source: 'tok_visa' });
  const items = [{ price }, { price: perCall }];
  const subscription = post('/v1/subscriptions', { customer, items });
  post(`/v1/subscriptions/${subscription}/pause`);
  post('/v1/subscription_schedules', { customer, start_date: 'now', phases: [{ items }] });
  post('/v1/subscription_schedules', { from_subscription: post('/v1/subscriptions', { customer, items }) });
  post('/v1/setup_intents', { customer, confirm: true, payment_method: 'pm_card_amex' });
  post('/v1/setup_intents', { customer, confirm: true, payment_method: 'pm_card_threeDSecureRequired' });
  post('/v1/payment_methods', { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' } });
  const asked = { amount: 900, currency: 'usd', confirm: true, payment_method: 'pm_card_authenticationRequired' };
  post('/v1/payment_intents', asked);
  const line_items = [{ price, quantity: 1 }];
  const link = post('/v1/payment_links', { line_items, automatic_tax: { enabled: true } });
  const session = post('/v1/checkout/sessions', {
    line_items,
    mode: 'subscription',
    automatic_tax: { enabled: true },
    success_url: 'https://shop.example',
  });
  account.visit('POST', `/c/pay/${session}`, { email: 'b@example.com', country: 'IT', payment: '4242424242424242' });
  account.visit('GET', `/l/${link}`, {});
  post('/v1/plans', { currency: 'usd', interval: 'month', amount: 500, product });
  const address = { line1: '1 Main Street', city: 'Springfield', country: 'US', postal_code: '12345' };
  const cardholder = post('/v1/issuing/cardholders', { name: 'Ada', billing: { address } });
  const card = post('/v1/issuing/cards', { cardholder, currency: 'usd', type: 'virtual', status: 'active' });
  post(`/v1/issuing/cards/${card}/test/authorizations`, { held_amount: 100 });
  post('/v1/test_helpers/issuing/transactions/create_force_capture', { card, amount: 100 });
  account.request('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, { frozen_time: seconds('2024-04-15') });
  return { account, customer };
}

const { account, customer } = openEverything();

test.each([
  ['/v1/billing/meters', {}, []],
  ['/v1/checkout/sessions', {}, ['data.subscription', 'data.customer', 'data.line_items']],
  ['/v1/customers', {}, []],
  ['/v1/issuing/transactions', {}, []],
  ['/v1/payment_intents', {}, ['data.payment_method']],
  ['/v1/payment_links', {}, ['data.line_items']],
  ['/v1/payment_methods', { customer }, ['data.customer']],
  ['/v1/plans', {}, []],
  ['/v1/setup_intents', {}, ['data.payment_method', 'data.customer']],
  ['/v1/subscription_schedules', {}, ['data.subscription', 'data.customer']],
  ['/v1/subscriptions', { status: 'all' }, ['data.schedule', 'data.default_payment_method', 'data.test_clock']],
  ['/v1/test_helpers/test_clocks', {}, []],
])('what %s lists is as Stripe’s own types say, expanded or not', (path, params, expand) => {
  for (const paths of [[], ...expand.map((one) => [one])]) {
    const { data } = list.parse(account.request('GET', path, { ...params, limit: 100, expand: paths }));
    expect(data.length).toBeGreaterThan(0);
    expect(data.flatMap(schemaErrors)).toEqual([]);
  }
});

test('and so is every event of it', () => {
  expect(account.events().flatMap(schemaErrors)).toEqual([]);
});
