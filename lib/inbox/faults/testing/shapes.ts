import { at, type FakeEvent, type FakeObject } from '../../testing/stripe-objects';

/** API versions whose shapes differ in what the ledger reads (definitions B14). */
export const VERSIONS = [
  '2020-08-27',
  '2022-11-15',
  '2025-03-31.basil',
  '2025-09-30.clover',
  '2026-03-25.dahlia',
] as const;
export type ApiVersion = (typeof VERSIONS)[number];

const DAY = 86_400;
const BOUGHT = at('2026-01-10T09:00');
const UPGRADED = BOUGHT + 5 * DAY;
const REFUNDED = BOUGHT + 9 * DAY;

/**
 * One life as each version tells it: 3 seats at $30.00 with 20 % off for ever and 10 % tax on top, paid, two seats more,
 * an invoice for them, and $15.00 refunded.
 */
export function lifeInShape(version: ApiVersion): FakeEvent[] {
  const shape = new Shape(version);
  const happens = (type: string, when: number, object: FakeObject, previous?: Record<string, unknown>): FakeEvent => ({
    id: `evt_${type}_${when}_${object.id}`,
    object: 'event',
    type,
    created: when,
    livemode: true,
    api_version: version,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
  });
  const [first, second] = [shape.invoice('in_1', 7200, 720, BOUGHT), shape.invoice('in_2', 4800, 480, UPGRADED)];
  return [
    happens('customer.created', BOUGHT, {
      id: 'cus_1',
      object: 'customer',
      email: 'ada@example.com',
      created: BOUGHT,
      metadata: {},
    }),
    ...shape.discountEvents(happens),
    happens('customer.subscription.created', BOUGHT, shape.subscription(3)),
    happens('invoice.paid', BOUGHT + 1, first),
    happens('charge.succeeded', BOUGHT + 1, shape.charge('in_1', 7920, BOUGHT)),
    ...shape.paymentEvents(happens, 'in_1', BOUGHT),
    happens('customer.subscription.updated', UPGRADED, shape.subscription(5), { quantity: 3 }),
    happens('invoice.paid', UPGRADED + 1, second),
    happens('charge.succeeded', UPGRADED + 1, shape.charge('in_2', 5280, UPGRADED)),
    ...shape.paymentEvents(happens, 'in_2', UPGRADED),
    ...shape.refundEvents(happens),
  ];
}

type Happens = (type: string, when: number, object: FakeObject) => FakeEvent;

class Shape {
  private readonly basil: boolean;
  private readonly clover: boolean;
  private readonly refundsApart: boolean;

  constructor(private readonly version: ApiVersion) {
    this.basil = version >= '2025-03-31';
    this.clover = version >= '2025-09-30';
    this.refundsApart = version >= '2022-11-15';
  }

  subscription(quantity: number): FakeObject {
    const period = { current_period_start: BOUGHT, current_period_end: BOUGHT + 31 * DAY };
    const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' };
    const price = {
      id: 'price_1',
      object: 'price',
      currency: 'usd',
      product: 'prod_1',
      unit_amount: 3000,
      unit_amount_decimal: '3000',
      recurring,
    };
    const plan = {
      id: 'price_1',
      object: 'plan',
      currency: 'usd',
      product: 'prod_1',
      amount: 3000,
      interval: 'month',
      interval_count: 1,
      usage_type: 'licensed',
    };
    const item = { id: 'si_1', object: 'subscription_item', quantity, price, ...(this.basil ? period : { plan }) };
    const base = {
      customer: 'cus_1',
      status: 'active',
      currency: 'usd',
      created: BOUGHT,
      start_date: BOUGHT,
      ended_at: null,
      trial_end: null,
    };
    return {
      id: 'sub_1',
      object: 'subscription',
      ...base,
      items: { object: 'list', data: [item], has_more: false },
      ...(this.basil ? { discounts: ['di_1'] } : { ...period, plan, quantity, discount: this.discount() }),
      ...(this.version === '2022-11-15' ? { discounts: ['di_1'] } : {}),
    };
  }

  private discount(): FakeObject {
    const coupon = {
      id: 'co_1',
      object: 'coupon',
      percent_off: 20,
      amount_off: null,
      currency: null,
      duration: 'forever',
    };
    const owner = { customer: 'cus_1', subscription: 'sub_1', start: BOUGHT, end: null };
    const terms = this.clover ? { source: { type: 'coupon', coupon: 'co_1' } } : { coupon };
    return { id: 'di_1', object: 'discount', ...owner, ...terms };
  }

  discountEvents(happens: Happens): FakeEvent[] {
    const coupon = {
      id: 'co_1',
      object: 'coupon',
      percent_off: 20,
      amount_off: null,
      currency: null,
      duration: 'forever',
    };
    return [happens('coupon.created', BOUGHT, coupon), happens('customer.discount.created', BOUGHT, this.discount())];
  }

  invoice(id: string, net: number, tax: number, when: number): FakeObject {
    const total = net + tax;
    const line = {
      id: `il_${id}`,
      object: 'line_item',
      amount: net,
      currency: 'usd',
      quantity: 1,
      ...this.lineTerms(tax),
    };
    const paid = {
      amount_due: total,
      amount_paid: total,
      amount_remaining: 0,
      created: when,
      status: 'paid',
      status_transitions: { paid_at: when },
    };
    const base = { id, object: 'invoice', customer: 'cus_1', currency: 'usd', subtotal: net, total, ...paid };
    const lines = { object: 'list', has_more: false, data: [line] };
    if (this.basil) {
      const parent = { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } };
      return {
        ...base,
        lines,
        parent,
        total_excluding_tax: net,
        total_taxes: [{ amount: tax, tax_behavior: 'exclusive' }],
      };
    }
    const old = {
      subscription: 'sub_1',
      charge: `ch_${id}`,
      payment_intent: `pi_${id}`,
      paid: true,
      tax,
      total_tax_amounts: [{ amount: tax, inclusive: false }],
    };
    return { ...base, ...old, lines, ...(this.refundsApart ? { total_excluding_tax: net } : {}) };
  }

  private lineTerms(tax: number): Record<string, unknown> {
    if (!this.basil) {
      const price = { id: 'price_1', object: 'price', product: 'prod_1' };
      return {
        price,
        proration: false,
        subscription: 'sub_1',
        subscription_item: 'si_1',
        tax_amounts: [{ amount: tax, inclusive: false }],
      };
    }
    return {
      pricing: { type: 'price_details', price_details: { price: 'price_1', product: 'prod_1' } },
      parent: {
        type: 'subscription_item_details',
        subscription_item_details: { subscription: 'sub_1', subscription_item: 'si_1', proration: false },
      },
      taxes: [{ amount: tax, tax_behavior: 'exclusive' }],
    };
  }

  charge(invoice: string, amount: number, when: number, refunded = 0): FakeObject {
    const state = {
      status: 'succeeded',
      paid: true,
      captured: true,
      amount,
      amount_captured: amount,
      amount_refunded: refunded,
    };
    const base = { customer: 'cus_1', currency: 'usd', created: when, payment_intent: `pi_${invoice}`, ...state };
    return { id: `ch_${invoice}`, object: 'charge', ...base, ...(this.basil ? {} : { invoice }) };
  }

  paymentEvents(happens: Happens, invoice: string, when: number): FakeEvent[] {
    if (!this.basil) return [];
    const payment = { type: 'payment_intent', payment_intent: `pi_${invoice}` };
    return [
      happens('invoice_payment.paid', when + 1, {
        id: `inpay_${invoice}`,
        object: 'invoice_payment',
        invoice,
        status: 'paid',
        payment,
      }),
    ];
  }

  refundEvents(happens: Happens): FakeEvent[] {
    const base = {
      amount: 1500,
      currency: 'usd',
      status: 'succeeded',
      created: REFUNDED,
      charge: 'ch_in_1',
      payment_intent: 'pi_in_1',
    };
    const refund = { id: 're_1', object: 'refund', ...base };
    const charge = this.charge('in_1', 7920, BOUGHT, 1500);
    if (this.refundsApart)
      return [happens('charge.refunded', REFUNDED, charge), happens('refund.created', REFUNDED, refund)];
    return [
      happens('charge.refunded', REFUNDED, { ...charge, refunds: { object: 'list', data: [refund], has_more: false } }),
    ];
  }
}
