import { z } from 'zod';
import { testCard } from './perform-customer';
import { newest, post } from './stage';
import type { StoryAccount } from './story-account';

/*
 * Tiny dated lives for tests. Each has an account to itself that starts on 2026-01-01 at the latest, joins on
 * 1 March 2026 at noon (UTC), and ends on the 30 June.
 */

export type SmallLife = { customer: string; subscriptions: string[] };

/** 14 days of trial, then $40 a month, paid. */
export function playTrialThatConverts(account: StoryAccount): SmallLife {
  const customer = join(account);
  const subscription = subscribe(account, customer, sell(account, 40_00), { trial_period_days: 14 });
  return end(account, customer, [subscription]);
}

/** 14 days of trial, cancelled on the 7 March at once. */
export function playTrialAbandoned(account: StoryAccount): SmallLife {
  const customer = join(account);
  const subscription = subscribe(account, customer, sell(account, 40_00), { trial_period_days: 14 });
  on(account, '2026-03-07');
  cancel(account, subscription);
  return end(account, customer, [subscription]);
}

/** $10 a month from the 1 March; $30 from the 16 March, the difference invoiced at once (B2-10). */
export function playUpgradeMidMonth(account: StoryAccount): SmallLife {
  const customer = join(account);
  const subscription = subscribe(account, customer, sell(account, 10_00));
  on(account, '2026-03-16');
  const answer = withItem.parse(account.request('GET', `/v1/subscriptions/${subscription}`));
  account.request('POST', `/v1/subscriptions/${subscription}`, {
    items: [{ id: answer.items.data[0].id, price: sell(account, 30_00) }],
    proration_behavior: 'always_invoice',
  });
  return end(account, customer, [subscription]);
}

/** $50 a month cancelled on the 15 April at 09:00, $30 a month from 15:00 (B2-11). */
export function playCancelAndResubscribeSameDay(account: StoryAccount): SmallLife {
  const customer = join(account);
  const first = subscribe(account, customer, sell(account, 50_00));
  on(account, '2026-04-15', 9);
  cancel(account, first);
  on(account, '2026-04-15', 15);
  const second = subscribe(account, customer, sell(account, 30_00));
  return end(account, customer, [first, second]);
}

/** $50 paid on the 1 March; $15 of it refunded on the 20 March, the other $35 on the 2 April. */
export function playRefundPartialThenFull(account: StoryAccount): SmallLife {
  const customer = join(account);
  const subscription = subscribe(account, customer, sell(account, 50_00));
  const charge = newest(account, '/v1/charges', { customer });
  on(account, '2026-03-20');
  account.request('POST', '/v1/refunds', { charge, amount: 15_00 });
  on(account, '2026-04-02');
  account.request('POST', '/v1/refunds', { charge });
  return end(account, customer, [subscription]);
}

/** $100 and $60 a month side by side; the second is cancelled on the 18 April: contraction, no churn (B3-7). */
export function playTwoSubscriptionsOneCancelled(account: StoryAccount): SmallLife {
  const customer = join(account);
  const first = subscribe(account, customer, sell(account, 100_00));
  const second = subscribe(account, customer, sell(account, 60_00));
  on(account, '2026-04-18');
  cancel(account, second);
  return end(account, customer, [first, second]);
}

/** $20 a month until the 1 April, where a cancellation of the 20 March takes effect; $25 again from the 10 June. */
export function playReactivation(account: StoryAccount): SmallLife {
  const customer = join(account);
  const first = subscribe(account, customer, sell(account, 20_00));
  on(account, '2026-03-20');
  account.request('POST', `/v1/subscriptions/${first}`, {
    cancel_at_period_end: true,
    cancellation_details: { feedback: 'unused' },
  });
  on(account, '2026-06-10');
  const second = subscribe(account, customer, sell(account, 25_00));
  return end(account, customer, [first, second]);
}

/** $39 once on the 1 March by somebody without a customer, known by the address of the receipt. */
export function playGuestPayment(account: StoryAccount): { payment: string } {
  on(account, '2026-03-01');
  const payment = post(account, '/v1/payment_intents', {
    amount: 39_00,
    currency: 'usd',
    description: 'Rota template pack',
    receipt_email: 'guest@mail.example.org',
    payment_method_types: ['card'],
  });
  account.request('POST', `/v1/payment_intents/${payment}/confirm`, { payment_method: testCard });
  on(account, '2026-06-30');
  return { payment };
}

/** €100 a month, of which 20 % VAT are inside. */
export function playEuroCustomer(account: StoryAccount): SmallLife {
  const customer = join(account, 'DE');
  const vat = post(account, '/v1/tax_rates', { display_name: 'VAT', percentage: 20, inclusive: true });
  const price = sell(account, 100_00, 'eur');
  return end(account, customer, [subscribe(account, customer, price, { default_tax_rates: [vat] })]);
}

const withItem = z.object({ items: z.object({ data: z.tuple([z.object({ id: z.string() })]) }) });

function on(account: StoryAccount, day: string, hour = 12): void {
  account.advanceTo(new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`));
}

function join(account: StoryAccount, country = 'US'): string {
  on(account, '2026-03-01');
  return post(account, '/v1/customers', {
    name: 'Small Life',
    email: 'small@life.example',
    address: { country },
    metadata: { user_id: 'usr_small' },
    payment_method: testCard,
    invoice_settings: { default_payment_method: testCard },
  });
}

function sell(account: StoryAccount, amount: number, currency = 'usd'): string {
  const product = post(account, '/v1/products', { name: `Plan at ${amount}` });
  return post(account, '/v1/prices', { product, currency, unit_amount: amount, recurring: { interval: 'month' } });
}

function subscribe(account: StoryAccount, customer: string, price: string, more: Record<string, unknown> = {}): string {
  return post(account, '/v1/subscriptions', { customer, items: [{ price }], ...more });
}

function cancel(account: StoryAccount, subscription: string): void {
  account.request('DELETE', `/v1/subscriptions/${subscription}`);
}

function end(account: StoryAccount, customer: string, subscriptions: string[]): SmallLife {
  on(account, '2026-06-30');
  return { customer, subscriptions };
}
