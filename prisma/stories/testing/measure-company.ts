import { z } from 'zod';
import type { PlayedEvent } from './played-events';

type Played = PlayedEvent['data']['object'];

const item = z.object({
  // A metered item has none, and is worth nothing here.
  quantity: z.number().int().default(0),
  price: z.object({
    // Null for tiers: the few who take them do not make the company.
    unit_amount: z.number().int().nullable(),
    transform_quantity: z.object({ divide_by: z.number().int() }).nullable(),
    recurring: z.object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.number().int() }),
  }),
});
const monthsIn = { day: 12 / 365, week: 12 / 52, month: 1, year: 12 } as const;
const centsPerUnit: Readonly<Record<string, number>> = { usd: 1, eur: 1.1, jpy: 100 / 150 };

/*
 * A second opinion on the story's size, at list prices and round rates. It judges whether the company looks alive, not
 * Headwater's arithmetic.
 */

/** US cents a month of every customer, after the events before `time` (unix seconds). */
export function mrrByCustomer(events: readonly PlayedEvent[], time = Number.POSITIVE_INFINITY): Map<string, number> {
  const subscriptions = new Map<string, Played>();
  for (const { type, created, data } of events) {
    if (created < time && type.startsWith('customer.subscription.')) subscriptions.set(data.object.id, data.object);
  }
  const sums = new Map<string, number>();
  for (const subscription of subscriptions.values()) {
    const customer = z.string().parse(subscription.customer);
    sums.set(customer, (sums.get(customer) ?? 0) + monthly(subscription));
  }
  return sums;
}

function monthly({ status, items, currency }: Played): number {
  if (status !== 'active' && status !== 'past_due') return 0;
  const { data } = z.object({ data: z.array(item) }).parse(items);
  const perMonth = ({ quantity, price }: z.infer<typeof item>) =>
    ((price.unit_amount ?? 0) * Math.ceil(quantity / (price.transform_quantity?.divide_by ?? 1))) /
    (monthsIn[price.recurring.interval] * price.recurring.interval_count);
  return data.reduce((sum, one) => sum + perMonth(one), 0) * (centsPerUnit[currency ?? ''] ?? 0);
}

export const total = (sums: Map<string, number>) => [...sums.values()].reduce((sum, cents) => sum + cents, 0);

/** Customers with MRR at the start who have none at the end, as a share of the former. */
export function churnBetween(events: readonly PlayedEvent[], start: Date, end: Date): number {
  const after = mrrByCustomer(events, end.getTime() / 1000);
  const paying = [...mrrByCustomer(events, start.getTime() / 1000)].filter(([, cents]) => cents > 0);
  return paying.filter(([customer]) => !after.get(customer)).length / paying.length;
}

/** Trials that are over and were followed by a payment, as a share of those that are over. */
export function trialConversion(events: readonly PlayedEvent[]): number {
  const statuses = new Map<string, string>();
  const paid = new Set<string>();
  for (const { type, data } of events) {
    const { id, trial_start: trial, status } = data.object;
    if (type.startsWith('customer.subscription.') && trial) statuses.set(id, status ?? '');
    const subscription = type === 'invoice.paid' && data.object.amount_paid ? subscriptionOf(data.object) : undefined;
    if (subscription) paid.add(subscription);
  }
  const over = [...statuses].filter(([, status]) => status !== 'trialing');
  return over.filter(([id]) => paid.has(id)).length / over.length;
}

const billed = z.looseObject({
  parent: z.looseObject({ subscription_details: z.looseObject({ subscription: z.string() }).nullish() }).nullish(),
});

function subscriptionOf(invoice: Played): string | undefined {
  return billed.parse(invoice).parent?.subscription_details?.subscription;
}

export function refundRate(events: readonly PlayedEvent[]): number {
  const count = (wanted: string) => events.filter(({ type }) => type === wanted).length;
  return count('refund.created') / count('charge.succeeded');
}
