import {
  at,
  charge,
  discount,
  type FakeEvent,
  type FakeObject,
  invoice,
  invoicePayment,
  item,
  line,
  price,
  refund,
  subscription,
} from '../../testing/stripe-objects';
import { Random } from './random';
import { Timeline } from './timeline';

const DAY = 86_400;
const PRICES = [1900, 4900, 12_000].map((amount, index) => price(`price_${index}`, amount));
const product = (of: FakeObject, name: string): FakeObject => ({
  id: String(of.product),
  object: 'product',
  name,
  active: true,
});
const COUPON = {
  id: 'co_spring',
  object: 'coupon',
  name: 'Spring',
  duration: 'forever',
  percent_off: 20,
  amount_off: null,
  currency: null,
};

/** What happened in an account of so many customers over a year, in order: subscribers, guests, refunds, renames, deletions. */
export function companyHistory(seed: number, customers: number): FakeEvent[] {
  const random = new Random(seed);
  const events = catalog(new Timeline(random, at('2025-01-01')));
  for (let number = 0; number < customers; number += 1) {
    const timeline = new Timeline(random, at('2025-01-02') + random.between(0, 300 * DAY));
    if (random.chance(0.1)) guest(timeline, `${seed}x${number}`);
    else subscriber(timeline, `${seed}x${number}`);
    events.push(...timeline.events);
  }
  return events.sort((a, b) => a.created - b.created);
}

function catalog(timeline: Timeline): FakeEvent[] {
  for (const [index, of] of PRICES.entries()) {
    const sold = product(of, `Plan ${index}`);
    timeline.happens('product.created', sold);
    timeline.happens('price.created', of);
    timeline.change('product.updated', sold, { name: `Plan ${index} renamed` });
  }
  timeline.happens('coupon.created', COUPON);
  timeline.pass(200 * DAY);
  const [first] = PRICES;
  if (first) timeline.happens('price.deleted', first);
  return timeline.events;
}

function subscriber(timeline: Timeline, key: string): void {
  const { random } = timeline;
  const customer = customerOf(timeline, key);
  const of = random.pick([PRICES[0], PRICES[1], PRICES[2]]) ?? price('price_0', 1900);
  const trial = random.chance(0.3) ? timeline.now + 14 * DAY : null;
  const discounts = random.chance(0.2) ? [`di_${key}`] : [];
  const held = subscription(`sub_${key}`, customer.id, [item(`si_${key}`, of, 1)], timeline.now, {
    status: trial ? 'trialing' : 'active',
    trial_start: trial && timeline.now,
    trial_end: trial,
    discounts,
    quantity: 1,
  });
  timeline.happens('customer.subscription.created', held);
  if (discounts.length > 0) {
    const terms = discount(
      `di_${key}`,
      {},
      {
        start: timeline.now,
        customer: customer.id,
        subscription: held.id,
        source: { type: 'coupon', coupon: COUPON.id },
      },
    );
    timeline.happens('customer.discount.created', terms);
  }
  if (trial) {
    timeline.pass(14 * DAY);
    timeline.change('customer.subscription.updated', held, { status: 'active' });
  }
  for (let month = 0, months = random.between(1, 5); month < months; month += 1) {
    payMonth(timeline, `${key}m${month}`, held);
    if (random.chance(0.3)) upgrade(timeline, key, of, held);
    timeline.pass(30 * DAY);
  }
  if (random.chance(0.3)) {
    Object.assign(held, { status: 'canceled', ended_at: timeline.now, canceled_at: timeline.now });
    timeline.happens('customer.subscription.deleted', held);
  }
  if (random.chance(0.05)) timeline.happens('customer.deleted', { ...customer, deleted: true });
}

function customerOf(timeline: Timeline, key: string): FakeObject {
  const { random } = timeline;
  const metadata = random.chance(0.5) ? { user_id: `user_${key}` } : {};
  const address = { country: random.pick(['DE', 'US', 'JP']), line1: '1 Long Road', postal_code: '12345' };
  const customer = {
    id: `cus_${key}`,
    object: 'customer',
    email: `${key}@example.com`,
    name: `Customer ${key}`,
    created: timeline.now,
    metadata,
    address,
  };
  timeline.happens('customer.created', customer);
  if (random.chance(0.3)) timeline.change('customer.updated', customer, { name: `Customer ${key} & Sons` });
  return customer;
}

function upgrade(timeline: Timeline, key: string, of: FakeObject, held: FakeObject): void {
  const quantity = Number(held.quantity) + timeline.random.between(1, 4);
  const items = { object: 'list', data: [item(`si_${key}`, of, quantity)], has_more: false };
  timeline.change('customer.subscription.updated', held, { items, quantity });
}

/** An invoice, its payment and its charge, in one second; sometimes with a refund a little later. */
function payMonth(timeline: Timeline, key: string, held: FakeObject): void {
  const { random, now } = timeline;
  const amount = 1900 * Number(held.quantity);
  const customer = String(held.customer);
  const lines = [line(`il_${key}`, amount, { product: 'prod_0', price: 'price_0' })];
  const bill = invoice(`in_${key}`, customer, amount, now, {
    status: 'open',
    amount_paid: 0,
    subscription: held.id,
    lines,
    status_transitions: { paid_at: null },
  });
  const paid = charge(`ch_${key}`, customer, amount, now, { payment_intent: `pi_${key}` });
  timeline.happens('invoice.finalized', bill);
  timeline.happens('charge.succeeded', paid);
  timeline.happens('invoice_payment.paid', invoicePayment(`inpay_${key}`, bill.id, null, `pi_${key}`));
  timeline.change('invoice.paid', bill, { status: 'paid', amount_paid: amount, status_transitions: { paid_at: now } });
  if (!random.chance(0.15)) return;
  timeline.pass(random.pick([0, DAY]));
  const part = Math.floor(amount / random.between(1, 3));
  timeline.change('charge.refunded', paid, { amount_refunded: part });
  timeline.happens('refund.created', refund(`re_${key}`, paid.id, part, timeline.now, { payment_intent: `pi_${key}` }));
}

/** A one-time payment without a customer. */
function guest(timeline: Timeline, key: string): void {
  const { now } = timeline;
  const session = {
    id: `cs_${key}`,
    object: 'checkout.session',
    customer: null,
    customer_details: { email: `guest-${key}@example.com`, address: { country: 'FR', line1: 'Rue Longue' } },
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    currency: 'usd',
    amount_total: 2500,
    total_details: { amount_tax: 0, amount_discount: 0 },
    created: now,
    payment_intent: `pi_${key}`,
  };
  timeline.happens('charge.succeeded', charge(`ch_${key}`, null, 2500, now, { payment_intent: `pi_${key}` }));
  timeline.happens('checkout.session.completed', session);
  if (timeline.random.chance(0.3)) timeline.happens('refund.created', refund(`re_${key}`, `ch_${key}`, 2500, now));
}
