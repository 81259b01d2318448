import { extractEvent } from '@/lib/inbox/extract/extract-event';
import { DEFAULT_DEFINITIONS, type Definitions } from '@/lib/ledger/definitions';
import type { AnyVersion } from '@/lib/ledger/facts';
import { foldOwner, type OwnerLedger } from '@/lib/ledger/fold-owner';
import { rateTable, type StoredRate } from '@/lib/money/rates';

type Members = Record<string, unknown>;

/** One Stripe event in the life of one customer. `at` is a day (its first second, UTC) or an instant. */
export interface LifeEvent {
  type: string;
  at: string;
  object: Members;
}

interface Settings {
  definitions?: Partial<Definitions>;
  rates?: readonly StoredRate[];
}

/** Unix seconds. */
export const at = (iso: string): number => Math.floor(Date.parse(iso.includes('T') ? iso : `${iso}T00:00:00Z`) / 1000);

/** Takes the events of one customer the way of every webhook: read, then folded into a ledger. In memory, as of the last of them. */
export function foldLife(events: readonly LifeEvent[], { definitions = {}, rates = [] }: Settings = {}): OwnerLedger {
  const versions = events.flatMap(({ type, at: when, object }, index): AnyVersion[] => {
    const occurredAt = new Date(at(when) * 1000);
    const id = `evt_${String(index).padStart(4, '0')}`;
    const stored = { id, type, livemode: true, occurredAt, knownAt: occurredAt, country: null };
    return extractEvent({ ...stored, payload: { data: { object } } }).map(({ version }) => version);
  });
  return foldOwner(versions, {
    coupons: new Map(),
    prices: new Map(),
    timeZone: 'UTC',
    weekStart: 'monday',
    definitions: { ...DEFAULT_DEFINITIONS, ...definitions },
    currency: 'usd',
    rates: rateTable(rates),
  });
}

export interface ItemTerms {
  amount: number;
  interval?: 'day' | 'week' | 'month' | 'year';
  count?: number;
  quantity?: number;
  currency?: string;
  price?: Members;
}

function itemOf(
  id: string,
  { amount, interval = 'month', count = 1, quantity = 1, currency = 'usd', price = {} }: ItemTerms,
) {
  const { usage_type = 'licensed', ...more } = price;
  return {
    id,
    object: 'subscription_item',
    quantity,
    discounts: [],
    tax_rates: [],
    price: {
      id: `price_${id}`,
      object: 'price',
      product: `prod_${id}`,
      currency,
      unit_amount: amount,
      unit_amount_decimal: String(amount),
      billing_scheme: 'per_unit',
      recurring: { interval, interval_count: count, usage_type },
      ...more,
    },
  };
}

/** A subscription as Stripe sends it. */
export function subscription(id: string, since: string, items: readonly ItemTerms[], extra: Members = {}): Members {
  return {
    id,
    object: 'subscription',
    customer: 'cus_1',
    status: 'active',
    currency: items[0]?.currency ?? 'usd',
    created: at(since),
    start_date: at(since),
    ended_at: null,
    canceled_at: null,
    cancel_at: null,
    cancel_at_period_end: false,
    trial_start: null,
    trial_end: null,
    pause_collection: null,
    discounts: [],
    default_tax_rates: [],
    items: {
      object: 'list',
      has_more: false,
      data: items.map((item, index) => itemOf(`${id}_${index + 1}`, item)),
    },
    ...extra,
  };
}

export const discount = (id: string, coupon: Members, extra: Members = {}): Members => ({
  id,
  object: 'discount',
  source: {
    type: 'coupon',
    coupon: {
      id,
      object: 'coupon',
      duration: 'forever',
      percent_off: null,
      amount_off: null,
      currency: 'usd',
      ...coupon,
    },
  },
  start: 0,
  end: null,
  ...extra,
});

export const created = (object: Members, when: string): LifeEvent => ({
  type: 'customer.subscription.created',
  at: when,
  object,
});

export const updated = (object: Members, when: string): LifeEvent => ({
  type: 'customer.subscription.updated',
  at: when,
  object,
});

/** Ended on a day; `told` is when Stripe says so. */
export const ended = (object: Members, when: string, extra: Members = {}, told = when): LifeEvent => ({
  type: 'customer.subscription.deleted',
  at: told,
  object: {
    ...object,
    status: 'canceled',
    ended_at: at(when),
    canceled_at: at(when),
    cancellation_details: { reason: 'cancellation_requested' },
    ...extra,
  },
});

export const line = (id: string, amount: number, product: string, extra: Members = {}): Members => ({
  id: `il_${id}`,
  object: 'line_item',
  amount,
  currency: 'usd',
  quantity: 1,
  description: null,
  discount_amounts: [],
  taxes: [],
  pricing: { type: 'price_details', price_details: { price: `price_${product}`, product } },
  parent: { type: 'subscription_item_details', subscription_item_details: { proration: false } },
  ...extra,
});

export function invoice(id: string, total: number, when: string, extra: Members = {}): Members {
  const { lines, subscription: of = null, ...rest } = extra;
  return {
    id,
    object: 'invoice',
    customer: 'cus_1',
    status: 'paid',
    currency: 'usd',
    total,
    subtotal: total,
    total_excluding_tax: total,
    total_discount_amounts: [],
    total_taxes: [],
    amount_due: total,
    amount_paid: total,
    amount_remaining: 0,
    created: at(when),
    status_transitions: { paid_at: at(when), finalized_at: at(when) },
    parent: of === null ? null : { type: 'subscription_details', subscription_details: { subscription: of } },
    lines: { object: 'list', has_more: false, data: lines ?? [line(id, total, 'A')] },
    ...rest,
  };
}

export const paidInvoice = (id: string, total: number, when: string, extra: Members = {}): LifeEvent => ({
  type: 'invoice.paid',
  at: when,
  object: invoice(id, total, when, extra),
});

export const charged = (id: string, amount: number, when: string, extra: Members = {}): LifeEvent => ({
  type: 'charge.succeeded',
  at: when,
  object: {
    id,
    object: 'charge',
    customer: 'cus_1',
    status: 'succeeded',
    paid: true,
    captured: true,
    currency: 'usd',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    created: at(when),
    payment_intent: null,
    balance_transaction: null,
    ...extra,
  },
});

export const refunded = (id: string, charge: string, amount: number, when: string): LifeEvent => ({
  type: 'refund.created',
  at: when,
  object: {
    id,
    object: 'refund',
    charge,
    amount,
    currency: 'usd',
    status: 'succeeded',
    created: at(when),
    payment_intent: null,
    reason: null,
  },
});
