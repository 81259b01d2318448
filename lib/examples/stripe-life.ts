import { extractEvent } from '@/lib/inbox/extract/extract-event';
import { DEFAULT_DEFINITIONS, type Definitions } from '@/lib/ledger/definitions';
import type { AnyVersion } from '@/lib/ledger/facts';
import { foldOwner, type OwnerLedger } from '@/lib/ledger/fold-owner';
import { rateTable, type StoredRate } from '@/lib/money/rates';
import * as stripe from './stripe-objects';

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

const CUSTOMER = 'cus_1';

/** Takes the events of one customer the way of every webhook: read, then folded into a ledger. In memory, as of the last of them. */
export function foldLife(events: readonly LifeEvent[], { definitions = {}, rates = [] }: Settings = {}): OwnerLedger {
  const versions = events.flatMap(({ type, at: when, object }, index): AnyVersion[] => {
    const occurredAt = new Date(stripe.at(when) * 1000);
    const id = `evt_${String(index).padStart(4, '0')}`;
    const stored = { id, type, livemode: true, occurredAt, knownAt: occurredAt, country: null };
    return extractEvent({ ...stored, payload: { data: { object } } }).map(({ version }) => version);
  });
  return foldOwner(versions, {
    coupons: new Map(),
    prices: new Map(),
    promotionCoupons: new Map(),
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
  { amount, interval = 'month', count = 1, quantity = 1, currency = 'usd', price: more = {} }: ItemTerms,
) {
  return stripe.item(
    id,
    stripe.price(`price_${id}`, amount, interval, { currency, interval_count: count, ...more }),
    quantity,
  );
}

/** A subscription as Stripe sends it. */
export const subscription = (id: string, since: string, items: readonly ItemTerms[], extra: Members = {}): Members =>
  stripe.subscription(
    id,
    CUSTOMER,
    items.map((terms, index) => itemOf(`${id}_${index + 1}`, terms)),
    since,
    { currency: items[0]?.currency ?? 'usd', ...extra },
  );

export const discount = (id: string, coupon: Members, extra: Members = {}): Members =>
  stripe.discount(id, { id, currency: 'usd', ...coupon }, extra);

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
    ended_at: stripe.at(when),
    canceled_at: stripe.at(when),
    cancellation_details: { reason: 'cancellation_requested' },
    ...extra,
  },
});

export const line = (id: string, amount: number, product: string, extra: Members = {}): Members =>
  stripe.line(`il_${id}`, amount, { product, price: `price_${product}`, ...extra });

export const invoice = (id: string, total: number, when: string, extra: Members = {}): Members =>
  stripe.invoice(id, CUSTOMER, total, when, { lines: [line(id, total, 'A')], ...extra });

export const paidInvoice = (id: string, total: number, when: string, extra: Members = {}): LifeEvent => ({
  type: 'invoice.paid',
  at: when,
  object: invoice(id, total, when, extra),
});

export const charged = (id: string, amount: number, when: string, extra: Members = {}): LifeEvent => ({
  type: 'charge.succeeded',
  at: when,
  object: stripe.charge(id, CUSTOMER, amount, when, extra),
});

export const refunded = (id: string, charge: string, amount: number, when: string): LifeEvent => ({
  type: 'refund.created',
  at: when,
  object: stripe.refund(id, charge, amount, when),
});
