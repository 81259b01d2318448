import fc from 'fast-check';
import { z } from 'zod';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { StripeApiError } from '@/sandbox/core/errors';

const OPENS = Date.parse('2026-01-01T00:00:00Z') / 1000;
export const DAYS = 130;
const DAY = 86_400;

const CURRENCIES = ['usd', 'eur', 'jpy'] as const;
type BusinessCurrency = (typeof CURRENCIES)[number];

const INTERVALS = [
  { interval: 'month' },
  { interval: 'month' },
  { interval: 'year' },
  { interval: 'week' },
  { interval: 'month', interval_count: 3 },
  { interval: 'day', interval_count: 10 },
] as const;

const COUPONS = [
  { percent_off: 25, duration: 'forever' },
  { percent_off: 33.5, duration: 'repeating', duration_in_months: 2 },
  { amount_off: 500, currency: 'usd', duration: 'forever' },
  { amount_off: 350, currency: 'eur', duration: 'repeating', duration_in_months: 1 },
  { percent_off: 50, duration: 'once' },
  { percent_off: 100, duration: 'repeating', duration_in_months: 1 },
] as const;

const index = (length: number) => fc.nat({ max: length - 1 });
const chosen = fc.record({
  price: index(INTERVALS.length),
  amount: fc.integer({ min: 1, max: 20_000 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});
const coupon = fc.option(index(COUPONS.length), { freq: 2 });
const tax = fc.option(fc.constantFrom('inclusive', 'exclusive'), { freq: 2 });

const subscribe = fc.record({
  kind: fc.constant('subscribe'),
  items: fc.array(chosen, { minLength: 1, maxLength: 2 }),
  coupon,
  tax,
  trial: fc.option(fc.integer({ min: 1, max: 20 }), { freq: 3 }),
});

/** What happens: to which customer, and with which of the customer's subscriptions. */
const deed = fc.oneof(
  { weight: 4, arbitrary: subscribe },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('change'),
      item: chosen,
      prorate: fc.constantFrom('create_prorations', 'always_invoice', 'none'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('seats'), quantity: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('coupon'), coupon }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('customer-coupon'), coupon }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pause'), behavior: fc.constantFrom('void', 'keep_as_draft', '') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel-later'), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bank'), outcome: fc.constantFrom('succeed', 'decline') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund'), percent: fc.integer({ min: 1, max: 100 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** A few customers, what happens to them when, and the days at whose end the account is looked at. */
export const randomBusiness = fc.record({
  customers: fc.array(
    fc.record({
      currency: fc.constantFrom(...CURRENCIES),
      country: fc.constantFrom('DE', 'US'),
      since: fc.integer({ min: 0, max: 40 * DAY }),
      first: subscribe,
    }),
    {
      minLength: 3,
      maxLength: 6,
    },
  ),
  deeds: fc.array(fc.record({ who: fc.nat(), which: fc.nat(), at: fc.integer({ min: 0, max: DAYS * DAY }), deed }), {
    minLength: 15,
    maxLength: 40,
  }),
  days: fc.uniqueArray(fc.integer({ min: 0, max: DAYS }), { minLength: 40, maxLength: 50 }),
});
type RandomBusiness = typeof randomBusiness extends fc.Arbitrary<infer T> ? T : never;

const made = z.object({ id: z.string() });
const subscriptionList = z.object({
  data: z.array(z.looseObject({ id: z.string(), items: z.object({ data: z.array(made) }) })),
});
const chargeList = z.object({
  data: z.array(z.object({ id: z.string(), amount: z.number(), amount_refunded: z.number() })),
});

/** Plays the business on a sandbox account; `look` is called at the last second of each of its days. */
export function playBusiness(
  business: RandomBusiness,
  look: (account: SandboxAccount, day: number) => void,
): SandboxAccount {
  const account = createSandboxAccount({ startAt: new Date(OPENS * 1000) });
  const stage = openStage(account, business);
  const steps = [
    ...business.customers.map(({ since: at, first }, who) => ({
      at,
      run: () => stage.perform({ who, which: 0, at, deed: first }),
    })),
    ...business.deeds.map((one) => ({ at: one.at, run: () => stage.perform(one) })),
    ...business.days.map((day) => ({ at: (day + 1) * DAY - 1, run: () => look(account, day) })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, run } of steps) {
    account.advanceTo(new Date((OPENS + at) * 1000));
    run();
  }
  return account;
}

function openStage(account: SandboxAccount, business: RandomBusiness) {
  const post = (path: string, params: Record<string, unknown> = {}) =>
    made.parse(account.request('POST', path, params)).id;
  for (const [currency, rate] of [
    ['eur', 1.1],
    ['jpy', 0.0066],
  ] as const)
    account.setExchangeRate(currency, rate);
  const products = ['Gold', 'Silver'].map((name) => post('/v1/products', { name }));
  const coupons = COUPONS.map((one) => post('/v1/coupons', one));
  const taxes = {
    inclusive: post('/v1/tax_rates', { display_name: 'VAT', inclusive: true, percentage: 19 }),
    exclusive: post('/v1/tax_rates', { display_name: 'Sales tax', inclusive: false, percentage: 7 }),
  };
  const customers = business.customers.map(({ currency, country }, number) => ({
    currency,
    id: post('/v1/customers', { email: `${number}@example.com`, address: { country } }),
  }));

  const priceOf = ({ price, amount }: { price: number; amount: number }, currency: BusinessCurrency) =>
    post('/v1/prices', { product: products[amount % 2], currency, unit_amount: amount, recurring: INTERVALS[price] });
  const discountsOf = (chosenCoupon: number | null) =>
    chosenCoupon === null ? '' : [{ coupon: coupons[chosenCoupon] }];

  function act(one: Deed, customer: { id: string; currency: BusinessCurrency }, which: number) {
    if (one.kind === 'subscribe') {
      const items = one.items.map((item) => ({
        price: priceOf({ ...item, price: one.items[0]?.price ?? 0 }, customer.currency),
        quantity: item.quantity,
      }));
      return post('/v1/subscriptions', {
        ...{ customer: customer.id, items },
        ...(one.coupon === null ? {} : { discounts: discountsOf(one.coupon) }),
        ...(one.tax === null ? {} : { default_tax_rates: [taxes[one.tax]] }),
        ...(one.trial === null ? {} : { trial_period_days: one.trial }),
      });
    }
    if (one.kind === 'bank') return account.setPaymentOutcome(customer.id, one.outcome);
    if (one.kind === 'customer-coupon')
      return post(`/v1/customers/${customer.id}`, { coupon: one.coupon === null ? '' : coupons[one.coupon] });
    if (one.kind === 'refund') return refund(customer.id, one.percent);
    const owned = subscriptionList.parse(
      account.request('GET', '/v1/subscriptions', { customer: customer.id, limit: 100 }),
    ).data;
    const target = owned[which % Math.max(owned.length, 1)];
    if (!target) return;
    const path = `/v1/subscriptions/${target.id}`;
    const first = target.items.data[0]?.id;
    switch (one.kind) {
      case 'change':
        return post(path, {
          items: [{ id: first, price: priceOf(one.item, customer.currency), quantity: one.item.quantity }],
          proration_behavior: one.prorate,
        });
      case 'seats':
        return post(path, { items: [{ id: first, quantity: one.quantity }] });
      case 'coupon':
        return post(path, { discounts: discountsOf(one.coupon) });
      case 'pause':
        return post(path, { pause_collection: one.behavior === '' ? '' : { behavior: one.behavior } });
      case 'cancel':
        return account.request('DELETE', path);
      case 'cancel-later':
        return post(path, { cancel_at_period_end: one.on });
    }
  }

  function refund(customer: string, percent: number) {
    const { data } = chargeList.parse(account.request('GET', '/v1/charges', { customer, limit: 100 }));
    const last = data.find(({ amount, amount_refunded }) => amount > amount_refunded);
    const amount = last ? Math.ceil(((last.amount - last.amount_refunded) * percent) / 100) : 0;
    if (last && amount > 0) post('/v1/refunds', { charge: last.id, amount });
  }

  return {
    /** What Stripe refuses, a declined card above all, has not happened, except for the events it leaves. */
    perform({ who, which, deed: one }: RandomBusiness['deeds'][number]) {
      const customer = customers[who % customers.length];
      try {
        if (customer) act(one, customer, which);
      } catch (error) {
        if (!(error instanceof StripeApiError)) throw error;
      }
    },
  };
}
