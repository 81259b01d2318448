import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSandboxAccount, type SandboxAccount } from './account';
import { StripeApiError } from './core/errors';
import { eventProblems, schemaErrors } from './testing/stripe-schema';
import { day } from './testing/test-sandbox';

const withId = z.looseObject({ id: z.string() });
const list = z.object({ data: z.array(withId) });

/** A little of everything over three years. */
function playEverything(seed = 1): SandboxAccount {
  const account = createSandboxAccount({ startAt: day('2024-01-31'), seed, currency: 'eur' });
  const post = (path: string, params: Record<string, unknown> = {}) =>
    withId.parse(account.request('POST', path, params)).id;
  const product = post('/v1/products', { name: 'Gold', description: 'All of it' });
  const price = post('/v1/prices', { product, currency: 'eur', unit_amount: 19_00, recurring: { interval: 'month' } });
  const yearly = post('/v1/prices', { product, currency: 'eur', unit_amount: 190_00, recurring: { interval: 'year' } });
  const once = post('/v1/prices', { product, currency: 'eur', unit_amount: 49_00 });
  const tiered = post('/v1/prices', {
    product,
    currency: 'jpy',
    billing_scheme: 'tiered',
    tiers_mode: 'volume',
    tiers: [
      { up_to: 5, unit_amount: 500 },
      { up_to: 'inf', unit_amount: 400, flat_amount: 100 },
    ],
    recurring: { interval: 'week', interval_count: 2 },
    transform_quantity: { divide_by: 2, round: 'up' },
  });
  post('/v1/coupons', { id: 'SPRING', percent_off: 33.3, duration: 'repeating', duration_in_months: 5 });
  post('/v1/coupons', { id: 'FREE', percent_off: 100, duration: 'once' });
  const tax = post('/v1/tax_rates', { display_name: 'VAT', percentage: 20, inclusive: true });
  const card = { invoice_settings: { default_payment_method: 'pm_card_visa' } };
  const join = (name: string) =>
    post('/v1/customers', { name, email: `${name}@example.com`, address: { country: 'FR' }, ...card });
  const ada = join('Ada');
  const bob = join('Bob');
  const cleo = join('Cleo');
  const items = [{ price, quantity: 2 }];
  const first = post('/v1/subscriptions', {
    customer: ada,
    items,
    discounts: [{ coupon: 'SPRING' }],
    default_tax_rates: [tax],
  });
  post('/v1/subscriptions', { customer: bob, items, trial_period_days: 14, discounts: [{ coupon: 'FREE' }] });
  const weekly = post('/v1/subscriptions', { customer: cleo, items: [{ price: tiered, quantity: 9 }] });
  account.advanceTo(day('2024-03-10'));
  const item = list.parse(account.request('GET', '/v1/subscription_items', { subscription: first })).data[0]?.id;
  post(`/v1/subscriptions/${first}`, { items: [{ id: item, quantity: 5 }], metadata: { seats: '5' } });
  account.advanceTo(day('2024-04-15'));
  post(`/v1/subscriptions/${first}`, { items: [{ id: item, price: yearly }] });
  post(`/v1/subscriptions/${weekly}`, { cancel_at_period_end: true });
  account.setPaymentOutcome(bob, 'decline');
  account.advanceTo(day('2024-09-01'));
  const invoice = post('/v1/invoices', { customer: ada, description: 'Workshop' });
  post('/v1/invoiceitems', { customer: ada, invoice, pricing: { price: once } });
  post(`/v1/invoices/${invoice}/pay`);
  const held = post('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    customer: ada,
    confirm: true,
    capture_method: 'manual',
  });
  post(`/v1/payment_intents/${held}/capture`, { amount_to_capture: 500 });
  const intent = post('/v1/payment_intents', { amount: 700, currency: 'eur', customer: ada, confirm: true });
  account.failRefund(post('/v1/refunds', { payment_intent: intent, amount: 200 }));
  const sent = post('/v1/invoices', { customer: ada, collection_method: 'send_invoice', days_until_due: 5 });
  post('/v1/invoiceitems', { customer: ada, invoice: sent, amount: 100, currency: 'eur' });
  post(`/v1/invoices/${sent}/finalize`);
  post(`/v1/invoices/${sent}/void`);
  expect(() => post('/v1/payment_intents', { amount: 5, currency: 'eur', customer: bob, confirm: true })).toThrow(
    StripeApiError,
  );
  account.advanceTo(day('2027-01-31'));
  account.request('DELETE', `/v1/customers/${ada}`);
  return account;
}

const digest = (account: SandboxAccount) => createHash('sha256').update(JSON.stringify(account.events())).digest('hex');

test('the same requests give the same three years twice, and another seed gives other ids', () => {
  const once = playEverything();
  expect(digest(playEverything())).toBe(digest(once));
  expect(digest(playEverything(2))).not.toBe(digest(once));
  const ids = once.events().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every event is as Stripe’s own types say, and its previous attributes are of its object', {
  timeout: 60_000,
}, () => {
  const account = playEverything();
  expect(eventProblems(account.events())).toEqual([]);
  expect(new Set(account.events().map(({ type }) => type)).size).toBeGreaterThan(35);
});

test('every object that is listed, expanded or not, is as Stripe’s own types say', { timeout: 60_000 }, () => {
  const account = playEverything();
  const lists: [string, Record<string, unknown>][] = [
    ['/v1/products', {}],
    ['/v1/prices', { expand: ['data.tiers', 'data.product'] }],
    ['/v1/coupons', { expand: ['data.applies_to'] }],
    ['/v1/tax_rates', {}],
    ['/v1/customers', { expand: ['data.subscriptions'] }],
    [
      '/v1/subscriptions',
      { status: 'all', expand: ['data.latest_invoice.payments', 'data.customer', 'data.discounts'] },
    ],
    ['/v1/invoices', { expand: ['data.customer', 'data.payments'] }],
    ['/v1/invoiceitems', {}],
    ['/v1/invoice_payments', { expand: ['data.payment.payment_intent'] }],
    ['/v1/payment_intents', { expand: ['data.latest_charge'] }],
    ['/v1/charges', { expand: ['data.balance_transaction', 'data.refunds'] }],
    ['/v1/refunds', { expand: ['data.charge', 'data.failure_balance_transaction'] }],
    ['/v1/balance_transactions', { expand: ['data.source'] }],
  ];
  for (const [path, params] of lists) {
    const { data } = list.parse(account.request('GET', path, { limit: 100, ...params }));
    expect(data.length, path).toBeGreaterThan(0);
    expect([...new Set(data.flatMap((object) => schemaErrors(object)))], path).toEqual([]);
  }
});

test('money adds up: every paid invoice is its charge, and every charge is in the balance', () => {
  const account = playEverything();
  const invoices = z.object({
    data: z.array(
      z.object({
        status: z.string(),
        total: z.number(),
        subtotal: z.number(),
        amount_paid: z.number(),
        starting_balance: z.number(),
        ending_balance: z.number().nullable(),
        lines: z.object({ data: z.array(z.object({ amount: z.number() })) }),
      }),
    ),
  });
  const { data } = invoices.parse(account.request('GET', '/v1/invoices', { limit: 100, status: 'paid' }));
  for (const invoice of data) {
    expect(invoice.lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.subtotal);
    expect(invoice.total + invoice.starting_balance).toBe(invoice.amount_paid + (invoice.ending_balance ?? 0));
  }
});
