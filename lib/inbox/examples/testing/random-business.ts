import fc from 'fast-check';

export const DAYS = 130;
export const DAY = 86_400;

const CURRENCIES = ['usd', 'eur', 'jpy'] as const;
export type BusinessCurrency = (typeof CURRENCIES)[number];

export const INTERVALS = [
  { interval: 'month' },
  { interval: 'month' },
  { interval: 'year' },
  { interval: 'week' },
  { interval: 'month', interval_count: 3 },
  { interval: 'day', interval_count: 10 },
] as const;

export const COUPONS = [
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
/** Of a new subscription: usage instead of a quantity, and a discount of the one item. */
const wished = fc.record({
  item: chosen,
  metered: fc.option(fc.constant(true), { freq: 5 }),
  coupon: fc.option(index(COUPONS.length), { freq: 5 }),
});
const coupon = fc.option(index(COUPONS.length), { freq: 2 });
const tax = fc.option(fc.constantFrom('inclusive', 'exclusive', 'automatic'), { freq: 3 });

const subscribe = fc.record({
  kind: fc.constant('subscribe'),
  /** On cycles of their own, or all on the first one's. */
  items: fc.array(wished, { minLength: 1, maxLength: 3 }),
  mixed: fc.boolean(),
  platform: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 4 }),
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
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('use'), units: fc.integer({ min: 1, max: 900 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('credit'),
      percent: fc.integer({ min: 1, max: 60 }),
      how: fc.constantFrom('refund_amount', 'credit_amount'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('grant'), amount: fc.integer({ min: -5_000, max: 30_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dispute'), outcome: fc.constantFrom('won', 'lost', null) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('halt'), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('only-if-paid'), quantity: fc.integer({ min: 1, max: 20 }) }) },
);
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

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
    maxLength: 50,
  }),
  days: fc.uniqueArray(fc.integer({ min: 0, max: DAYS }), { minLength: 40, maxLength: 50 }),
});
export type RandomBusiness = typeof randomBusiness extends fc.Arbitrary<infer T> ? T : never;
