import { z } from 'zod';
import { testCard } from './perform-customer';
import { post } from './stage';
import type { StoryAccount } from './story-account';

/*
 * The golden data set G1 of the definitions, as lives: seventeen customers with a subscription each, whose MRR at the end
 * of 31 March 2026 every preset must find. The account starts on 2026-01-01 at the latest and gives up on failed
 * payments by marking them unpaid.
 */

interface Life {
  /** As the table of G1 names it. */
  name: string;
  start: string;
  price: Record<string, unknown>;
  quantity?: number;
  /** Paid by what a meter of this name counts. */
  meter?: string;
  coupon?: Record<string, unknown>;
  more?: Record<string, unknown>;
  /** Percent of tax inside the price. */
  includedTax?: number;
  /** What happens later, on which day. */
  later?: readonly {
    on: string;
    act: (account: StoryAccount, life: { customer: string; subscription: string }) => void;
  }[];
}

const monthly = (unit_amount: number, currency = 'usd') => ({
  currency,
  unit_amount,
  recurring: { interval: 'month' },
});
const cardDies: Life['later'] = [
  { on: '2026-02-20', act: (account, { customer }) => account.setPaymentOutcome(customer, 'decline') },
];
const change =
  (params: Record<string, unknown>) =>
  (account: StoryAccount, { subscription }: { subscription: string }) =>
    void account.request('POST', `/v1/subscriptions/${subscription}`, params);

const reportUsage =
  (event_name: string, value: number) =>
  (account: StoryAccount, { customer }: { customer: string }) =>
    void account.request('POST', '/v1/billing/meter_events', {
      event_name,
      payload: { stripe_customer_id: customer, value: String(value) },
    });

const lives: readonly Life[] = [
  { name: 'S1', start: '2026-02-10', price: monthly(20_00) },
  { name: 'S2', start: '2026-02-10', price: { currency: 'usd', unit_amount: 240_00, recurring: { interval: 'year' } } },
  { name: 'S3', start: '2026-02-10', price: { currency: 'usd', unit_amount: 10_00, recurring: { interval: 'week' } } },
  { name: 'S4', start: '2026-02-10', price: monthly(30_00), quantity: 3 },
  { name: 'S5', start: '2026-02-10', price: monthly(50_00), coupon: { percent_off: 20, duration: 'forever' } },
  {
    name: 'S6',
    start: '2026-02-10',
    price: monthly(50_00),
    coupon: { percent_off: 50, duration: 'repeating', duration_in_months: 6 },
  },
  {
    name: 'S7',
    start: '2026-03-10',
    price: monthly(15_00),
    coupon: { amount_off: 14_00, currency: 'usd', duration: 'once' },
  },
  { name: 'S8', start: '2026-03-25', price: monthly(40_00), more: { trial_period_days: 14 } },
  // The renewal of 28 March is refused, and Stripe goes on trying into April.
  {
    name: 'S9',
    start: '2026-02-28',
    price: monthly(60_00),
    later: cardDies.map((day) => ({ ...day, on: '2026-03-20' })),
  },
  // The renewal of 1 March is refused, and given up in the middle of the month.
  { name: 'S10', start: '2026-02-01', price: monthly(70_00), later: cardDies },
  {
    name: 'S11',
    start: '2026-02-10',
    price: monthly(80_00),
    later: [{ on: '2026-03-20', act: change({ cancel_at_period_end: true }) }],
  },
  {
    name: 'S12',
    start: '2026-02-10',
    price: monthly(25_00),
    later: [{ on: '2026-03-05', act: change({ pause_collection: { behavior: 'void' } }) }],
  },
  {
    name: 'S13',
    start: '2026-02-10',
    price: monthly(1_00),
    meter: 'messages_sent',
    later: [{ on: '2026-02-20', act: reportUsage('messages_sent', 33) }],
  },
  { name: 'S14', start: '2026-02-10', price: monthly(100_00, 'eur') },
  { name: 'S15', start: '2026-02-10', price: monthly(120_00), includedTax: 20 },
  { name: 'S16', start: '2026-02-10', price: monthly(0) },
  { name: 'S17', start: '2026-02-10', price: monthly(100_00), coupon: { percent_off: 100, duration: 'forever' } },
];

const subscribed = z.object({ id: z.string() });

/** Plays all of it up to the end of March 2026; answers the subscription of each name. */
export function playGoldenSet(account: StoryAccount): Map<string, string> {
  const subscriptions = new Map<string, string>();
  const steps = lives.flatMap((life) => {
    let actor = { customer: '', subscription: '' };
    const begin = () => {
      actor = subscribe(account, life);
      subscriptions.set(life.name, actor.subscription);
    };
    return [
      { on: life.start, act: begin },
      ...(life.later ?? []).map(({ on, act }) => ({ on, act: () => act(account, actor) })),
    ];
  });
  for (const { on, act } of steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    account.advanceTo(new Date(`${on}T12:00:00Z`));
    act();
  }
  account.advanceTo(new Date('2026-04-01T00:00:00Z'));
  return subscriptions;
}

function subscribe(account: StoryAccount, { name, price, quantity = 1, meter, coupon, more, includedTax }: Life) {
  const customer = post(account, '/v1/customers', {
    name,
    payment_method: testCard,
    invoice_settings: { default_payment_method: testCard },
  });
  const product = post(account, '/v1/products', { name: `Plan of ${name}` });
  const tax =
    includedTax && post(account, '/v1/tax_rates', { display_name: 'VAT', percentage: includedTax, inclusive: true });
  const answer = account.request('POST', '/v1/subscriptions', {
    customer,
    items: [
      meter
        ? { price: metered(account, product, price, meter) }
        : { price: post(account, '/v1/prices', { product, ...price }), quantity },
    ],
    ...(coupon && { discounts: [{ coupon: post(account, '/v1/coupons', coupon) }] }),
    ...(tax && { default_tax_rates: [tax] }),
    ...more,
  });
  return { customer, subscription: subscribed.parse(answer).id };
}

function metered(account: StoryAccount, product: string, price: Life['price'], event_name: string): string {
  const meter = post(account, '/v1/billing/meters', {
    display_name: event_name,
    event_name,
    default_aggregation: { formula: 'sum' },
  });
  const recurring = { interval: 'month', usage_type: 'metered', meter };
  return post(account, '/v1/prices', { product, ...price, recurring });
}
