import { describe, expect, test } from 'vitest';
import { snapshotsOf } from '@/lib/inbox/testing/snapshots-of';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import type { OwnerLedger } from './fold-owner';
import { foldEvents } from './testing/fold-events';

const START = new Date('2026-01-05T10:00:00Z');
const END = '2026-07-05';
const at = (day: string) => new Date(`${day}T12:00:00Z`);

/** What a life needs of its account, ids in and ids out. */
function shop() {
  const account = createSandboxAccount({ startAt: START });
  const post = (path: string, params: Record<string, unknown> = {}): Record<string, unknown> & { id: string } =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  const product = post('/v1/products', { name: 'Plan' }).id;
  const price = (unit_amount: number, interval = 'month') =>
    post('/v1/prices', { product, currency: 'usd', unit_amount, recurring: { interval } }).id;
  const prices = {
    small: price(1000),
    large: price(5000),
    yearly: price(24_000, 'year'),
    extra: price(6000, 'year'),
    weekly: price(700, 'week'),
  };
  const customer = post('/v1/customers', { email: 'ada@example.com', payment_method: 'pm_card_visa' }).id;
  const subscribe = (params: Record<string, unknown>) => {
    const made = post('/v1/subscriptions', { customer, ...params });
    return { id: made.id, item: itemsOf(made)[0] ?? '' };
  };
  return { account, post, prices, customer, subscribe };
}
type Shop = ReturnType<typeof shop>;

const itemsOf = (subscription: Record<string, unknown>): string[] =>
  JSON.parse(JSON.stringify(subscription.items)).data.map(({ id }: { id: string }) => id);

/** MRR at the end of each day. */
function mrrByDay({ spans }: OwnerLedger): Map<string, bigint> {
  const byDay = new Map<string, bigint>();
  for (let day = START; day < at(END); day = new Date(day.getTime() + 86_400_000)) {
    const key = day.toISOString().slice(0, 10);
    const counted = spans.filter(({ from, to }) => from <= key && (to === null || key < to));
    byDay.set(
      key,
      counted.reduce((sum, { minor }) => sum + minor, 0n),
    );
  }
  return byDay;
}

const asEvents = (account: SandboxAccount): FakeEvent[] => JSON.parse(JSON.stringify(account.events()));
/** One customer's fold, without what Stripe leaves out of webhooks. */
const folded = (events: readonly FakeEvent[]) => foldEvents(events);

const LIVES: Record<string, (shop: Shop) => void> = {
  'a plain month': ({ prices, subscribe }) => {
    subscribe({ items: [{ price: prices.small }] });
  },
  'an upgrade in the middle of a period': ({ account, post, prices, subscribe }) => {
    const { id, item } = subscribe({ items: [{ price: prices.small }] });
    account.advanceTo(at('2026-03-20'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, price: prices.large }] });
  },
  'more seats, then fewer': ({ account, post, prices, subscribe }) => {
    const { id, item } = subscribe({ items: [{ price: prices.small, quantity: 2 }] });
    account.advanceTo(at('2026-02-20'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, quantity: 7 }] });
    account.advanceTo(at('2026-04-18'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, quantity: 3 }] });
  },
  'seats added to a year, and more, that wait for its next bill': ({ account, post, prices, subscribe }) => {
    const { id, item } = subscribe({ items: [{ price: prices.yearly, quantity: 2 }] });
    account.advanceTo(at('2026-03-10'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, quantity: 5 }] });
    account.advanceTo(at('2026-05-20'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, quantity: 4 }] });
  },
  'a price added to a year and taken off again, not billed yet': ({ account, post, prices, subscribe }) => {
    const { id } = subscribe({ items: [{ price: prices.yearly }] });
    account.advanceTo(at('2026-02-15'));
    const added = post(`/v1/subscriptions/${id}`, { items: [{ price: prices.extra }] });
    account.advanceTo(at('2026-04-15'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: itemsOf(added)[1], deleted: true }] });
  },
  'three changes in one period': ({ account, post, prices, subscribe }) => {
    const { id, item } = subscribe({ items: [{ price: prices.small }] });
    for (const [day, price] of [
      ['2026-02-10', prices.large],
      ['2026-02-16', prices.small],
      ['2026-02-24', prices.large],
    ] as const) {
      account.advanceTo(at(day));
      post(`/v1/subscriptions/${id}`, { items: [{ id: item, price }] });
    }
  },
  'a trial that becomes paying': ({ prices, subscribe }) => {
    subscribe({ items: [{ price: prices.small }], trial_period_days: 14 });
  },
  'a coupon for three months': ({ post, prices, subscribe }) => {
    const coupon = post('/v1/coupons', { percent_off: 20, duration: 'repeating', duration_in_months: 3 }).id;
    subscribe({ items: [{ price: prices.large }], discounts: [{ coupon }] });
  },
  'a coupon for ever': ({ post, prices, subscribe }) => {
    const coupon = post('/v1/coupons', { amount_off: 300, currency: 'usd', duration: 'forever' }).id;
    subscribe({ items: [{ price: prices.large }, { price: prices.small }], discounts: [{ coupon }] });
  },
  'a coupon for two months of a year': ({ post, prices, subscribe }) => {
    const coupon = post('/v1/coupons', { percent_off: 50, duration: 'repeating', duration_in_months: 2 }).id;
    subscribe({ items: [{ price: prices.yearly }], discounts: [{ coupon }] });
  },
  'a trial that ends without a card': ({ post, prices, subscribe }) => {
    const customer = post('/v1/customers', { email: 'bo@example.com' }).id;
    subscribe({
      ...{ customer, items: [{ price: prices.small }], trial_period_days: 14 },
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
  },
  'a first payment that was declined': ({ account, post, prices, subscribe }) => {
    const customer = post('/v1/customers', { email: 'bo@example.com' }).id;
    account.setPaymentOutcome(customer, 'decline');
    account.advanceTo(new Date('2026-07-04T14:00:00Z'));
    subscribe({ customer, items: [{ price: prices.small }], payment_behavior: 'default_incomplete' });
  },
  'a coupon that was taken away at a renewal': ({ account, post, prices, subscribe }) => {
    const coupon = post('/v1/coupons', { percent_off: 50, duration: 'forever' }).id;
    const { id } = subscribe({ items: [{ price: prices.large }], discounts: [{ coupon }] });
    account.advanceTo(new Date('2026-04-05T09:59:00Z'));
    post(`/v1/subscriptions/${id}`, { discounts: '' });
  },
  'an end at the end of the period': ({ account, post, prices, subscribe }) => {
    const { id } = subscribe({ items: [{ price: prices.small }] });
    account.advanceTo(at('2026-03-10'));
    post(`/v1/subscriptions/${id}`, { cancel_at_period_end: true });
  },
  'an end at once': ({ account, prices, subscribe }) => {
    const { id } = subscribe({ items: [{ price: prices.weekly }] });
    account.advanceTo(at('2026-03-10'));
    account.request('DELETE', `/v1/subscriptions/${id}`, {});
  },
  'an item added and taken off again': ({ account, post, prices, subscribe }) => {
    const { id } = subscribe({ items: [{ price: prices.large }] });
    account.advanceTo(at('2026-02-15'));
    const added = post(`/v1/subscriptions/${id}`, { items: [{ price: prices.small }] });
    account.advanceTo(at('2026-04-15'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: itemsOf(added)[1], deleted: true }] });
  },
  'a month that became a year': ({ account, post, prices, subscribe }) => {
    const { id, item } = subscribe({ items: [{ price: prices.small }] });
    account.advanceTo(at('2026-03-12'));
    post(`/v1/subscriptions/${id}`, { items: [{ id: item, price: prices.yearly }] });
  },
};

describe('B14 history from before the connection is read off the invoices', () => {
  test.each(Object.entries(LIVES))('%s has the MRR of every day that its webhooks tell', (_, live) => {
    const opened = shop();
    live(opened);
    opened.account.advanceTo(at(END));
    const observed = folded(asEvents(opened.account));
    const reconstructed = folded(snapshotsOf(opened.account, at(END)));
    expect(Object.fromEntries(mrrByDay(reconstructed))).toEqual(Object.fromEntries(mrrByDay(observed)));
    expect(new Set(reconstructed.spans.map(({ quality }) => quality))).not.toContain('assumed');
  });

  test.each(Object.entries(LIVES))('B14-8 %s is the same with its snapshots between its webhooks', (_, live) => {
    const opened = shop();
    live(opened);
    opened.account.advanceTo(at(END));
    const snapshots = snapshotsOf(opened.account, at(END));
    // No webhook carries fees.
    const fees = snapshots.filter(({ type }) => type === 'balance_transaction.pulled');
    const observed = folded([...asEvents(opened.account), ...fees]);
    const both = folded([...snapshots, ...asEvents(opened.account)]);
    expect(both.spans).toEqual(observed.spans);
    expect(both.sales).toEqual(observed.sales);
    expect(both.entries).toEqual(observed.entries);
  });
});
