import { dayOf } from '@/lib/calendar/days';
import { couponNames } from './coupons';
import type { DiscountFact, DiscountRef, Version } from './facts';
import type { FoldContext } from './fold-owner';
import type { Latest } from './link-payments';
import type { LockRate } from './lock-rate';
import { type MrrSpan, mrrSpans } from './mrr-spans';
import { billingOf, NO_BILLING, readsInvoices } from './subscription-billing';
import type { Problem, Terms } from './subscription-mrr';
import { NO_PAST, wasSeenLate } from './subscription-timeline';

/** MRR of all subscriptions of one owner, and the series beside it. */
export function ownerSpans(
  latest: Latest,
  context: FoldContext,
  report: (problem: Problem) => void,
): { spans: MrrSpan[]; beside: MrrSpan[] } {
  const { definitions, timeZone } = context;
  const shared = termsFor(latest, context);
  const all = [...latest.subscription].flatMap(([subscriptionId, ordered]) => {
    const automaticTax = ordered.some(({ body }) => body.automaticTax === true);
    const late = ordered[0] !== undefined && wasSeenLate(ordered[0]);
    const reads = automaticTax || readsInvoices(definitions);
    const invoices = reads || late ? invoicesOf(subscriptionId, latest) : [];
    const billing = reads ? billingOf(invoices, definitions, automaticTax) : NO_BILLING;
    const past = late ? { invoices, prorations: prorationsOf(subscriptionId, latest), prices: shared.prices } : NO_PAST;
    const terms = { ...shared, billing, everHad: definitions.discounts === 'all' ? everHad(ordered) : [] };
    const lockRate =
      definitions.mrrFx === 'locked_at_start' ? startRate(subscriptionId, ordered, context, report) : null;
    return mrrSpans({ subscriptionId, ordered, terms, billing, past, timeZone, lockRate }, report);
  });
  return { spans: all.filter(({ series }) => series === 'mrr'), beside: all.filter(({ series }) => series !== 'mrr') };
}

/** The invoices of a subscription, in their latest state. */
export const invoicesOf = (subscriptionId: string, latest: Latest) =>
  [...latest.invoice].flatMap(([id, versions]) => {
    const fact = versions.at(-1)?.body;
    return fact?.subscription === subscriptionId ? [{ id, fact }] : [];
  });

const prorationsOf = (subscriptionId: string, latest: Latest) =>
  [...latest.invoiceitem.values()].flatMap((versions) => {
    const fact = versions.at(-1)?.body;
    return fact?.line.subscription === subscriptionId ? [fact] : [];
  });

/** Every discount of a subscription and of its items, in the order in which they came. */
function everHad(ordered: readonly Version<'subscription'>[]): Terms['everHad'] {
  const found = new Map<string, Terms['everHad'][number]>();
  for (const { body } of ordered) {
    for (const ref of body.discounts) found.set(ref.id, { ref, itemId: null });
    for (const item of body.items) for (const ref of item.discounts) found.set(ref.id, { ref, itemId: item.id });
  }
  return [...found.values()];
}

/** The rate of the day the subscription began; null where it needs none, or, reported, where none is stored. */
function startRate(
  subscriptionId: string,
  ordered: readonly Version<'subscription'>[],
  { currency, rates, timeZone }: FoldContext,
  report: (problem: Problem) => void,
): LockRate | null {
  const fact = ordered.at(-1)?.body;
  if (!fact || fact.currency === currency) return null;
  const day = dayOf(new Date((fact.startDate ?? fact.created) * 1000), timeZone);
  const used = rates(fact.currency, currency, day);
  if (used) return { from: fact.currency, to: currency, used };
  const message = `no rate of ${fact.currency.toUpperCase()} is stored for ${day}, when it began: MRR is at the rate of each day`;
  report({ kind: 'missing_rate', objectId: subscriptionId, message });
  return null;
}

/** Terms that all subscriptions of the owner share. */
function termsFor(latest: Latest, { coupons, prices, definitions }: FoldContext): Omit<Terms, 'billing' | 'everHad'> {
  const discounts = new Map<string, DiscountFact>();
  for (const [id, versions] of latest.discount) {
    const last = versions.at(-1);
    if (!last) continue;
    // A deleted discount ends when it was deleted, whatever end it was given.
    const removed = last.body.deleted ? last.occurredAt.getTime() / 1000 : null;
    const end = removed === null ? last.body.end : Math.min(removed, last.body.end ?? removed);
    discounts.set(id, { ...last.body, end });
  }
  const embedded = [...latest.customer.values()].flatMap(carriedDiscounts);
  const ofCustomer = [...discounts.values()].filter(
    ({ subscription, customer }) => subscription === null && customer !== null,
  );
  const known = new Set(ofCustomer.map(({ id }) => id));
  const fromCustomer = embedded
    .filter(({ id }) => !known.has(id))
    .map((ref): DiscountFact => ({ ...ref, customer: null, subscription: null, deleted: false }));
  return {
    ...{ discounts, customerDiscounts: [...ofCustomer, ...fromCustomer], coupons, prices, definitions },
    couponNames: couponNames(latest),
  };
}

/** The discounts a customer's versions carried, each until the first version without it. */
function carriedDiscounts(versions: readonly Version<'customer'>[]): DiscountRef[] {
  const carried = new Map<string, DiscountRef>();
  for (const { body, occurredAt } of versions) {
    const now = occurredAt.getTime() / 1000;
    for (const [id, ref] of carried) {
      if (id !== body.discount?.id) carried.set(id, { ...ref, end: Math.min(now, ref.end ?? now) });
    }
    if (body.discount) carried.set(body.discount.id, body.discount);
  }
  return [...carried.values()];
}
