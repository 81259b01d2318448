import {
  at,
  discount,
  event,
  type FakeEvent,
  invoice,
  item,
  line,
  price,
  subscription,
} from '../../testing/stripe-objects';

/** When every subscription of the golden set began, and was last billed. */
export const START = '2026-01-10';
const BILLED = '2026-03-10';

/** Subscription number n of customer number n, with one item. */
function golden(
  n: number,
  amount: number,
  extra: Record<string, unknown> = {},
  of: { interval?: string; quantity?: number; price?: object } = {},
): FakeEvent {
  const { interval = 'month', quantity = 1 } = of;
  const items = [item(`si_${n}`, price(`price_${n}`, amount, interval, { ...of.price }), quantity)];
  return event('customer.subscription.created', START, subscription(`sub_${n}`, `cus_${n}`, items, START, extra));
}

const off = (n: number, coupon: Record<string, unknown>, extra = {}) => ({
  discounts: [discount(`di_${n}`, coupon, { start: at(START), ...extra })],
});
const vat = { id: 'txr_1', object: 'tax_rate', inclusive: true, percentage: 20 };

/** The golden data set G1 of the definitions: what Stripe had said by the end of March 2026. */
export const G1: FakeEvent[] = [
  golden(1, 2000),
  golden(2, 24000, {}, { interval: 'year' }),
  golden(3, 1000, {}, { interval: 'week' }),
  golden(4, 3000, {}, { quantity: 3 }),
  golden(5, 5000, off(5, { percent_off: 20 })),
  golden(6, 5000, off(6, { percent_off: 50, duration: 'repeating' }, { end: at('2026-07-10') })),
  golden(7, 1500, off(7, { amount_off: 1400, currency: 'usd', duration: 'once' }, { start: at(BILLED) })),
  golden(8, 4000, { status: 'trialing', trial_start: at(START), trial_end: at('2026-04-10') }),
  golden(9, 6000, { status: 'past_due' }),
  golden(10, 7000, { status: 'unpaid' }),
  golden(11, 8000, { cancel_at_period_end: true, canceled_at: at('2026-03-20'), cancel_at: at('2026-04-10') }),
  golden(12, 2500, { pause_collection: { behavior: 'void', resumes_at: null } }),
  golden(13, 3300, {}, { price: { usage_type: 'metered' } }),
  event(
    'invoice.paid',
    BILLED,
    invoice('in_13', 'cus_13', 3300, BILLED, {
      subscription: 'sub_13',
      lines: [line('il_13', 3300, { price: 'price_13', product: 'prod_13' })],
    }),
  ),
  golden(14, 10000, { currency: 'eur' }, { price: { currency: 'eur' } }),
  golden(15, 12000, { default_tax_rates: [vat] }),
  golden(16, 0),
  golden(17, 10000, off(17, { percent_off: 100 })),
];
