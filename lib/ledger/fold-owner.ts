import type { WeekStart } from '@/lib/calendar/days';
import { deriveChurn, deriveSubscribers } from './derive-churn';
import { deriveFresh } from './derive-fresh';
import { deriveMovements } from './derive-movements';
import { deriveRevenue, type PriceIntervals } from './derive-revenue';
import { deriveSales, type Sale } from './derive-sales';
import { deriveTrials } from './derive-trials';
import type { Entry } from './entry';
import type { AnyVersion, CouponFact, DiscountFact, DiscountRef, FactKind, PriceFact, Version } from './facts';
import type { Latest } from './link-payments';
import { intervalLabel, type MrrSpan, mrrSpans } from './mrr-spans';
import { orderVersions } from './order-versions';
import type { Problem, Terms } from './subscription-mrr';

/** Reference data and settings a fold needs; it has no clock and no database. */
export interface FoldContext {
  coupons: ReadonlyMap<string, CouponFact>;
  prices: ReadonlyMap<string, PriceFact>;
  timeZone: string;
  weekStart: WeekStart;
}

/** Everything derived for one customer or guest, from the set of its versions alone. */
export interface OwnerLedger {
  spans: MrrSpan[];
  entries: Entry[];
  sales: Sale[];
  issues: Problem[];
  profile: OwnerProfile;
}

export interface OwnerProfile {
  livemode: boolean;
  email: string | null;
  name: string | null;
  country: string;
  metadata: Record<string, string>;
  /** E-mails of invoices, sessions and charges, in that order. */
  emails: string[];
  createdAt: Date | null;
  deleted: boolean;
}

/** Folds all versions of one owner. Any order, any number of duplicates of `versions` gives the same result. */
export function foldOwner(versions: readonly AnyVersion[], context: FoldContext): OwnerLedger {
  const latest = groupVersions(versions);
  const issues = new Map<string, Problem>();
  const report = (problem: Problem) => issues.set(`${problem.kind}:${problem.objectId}`, problem);

  const spans = [...latest.subscription].flatMap(([id, ordered]) =>
    mrrSpans(id, ordered, termsFor(latest, context), context.timeZone, report),
  );
  const sales = deriveSales(latest);
  const movements = deriveMovements(spans);
  const entries = [
    ...movements,
    ...deriveFresh(movements, context.weekStart),
    ...deriveSubscribers(spans),
    ...deriveChurn(spans, context.weekStart),
    ...deriveTrials(trialInputs(latest), context.timeZone),
    ...deriveRevenue(sales, latest, context.timeZone, priceIntervals(latest)),
  ];
  return { spans, entries, sales, issues: [...issues.values()], profile: profileOf(latest, versions) };
}

function groupVersions(versions: readonly AnyVersion[]): Latest {
  const byObject = new Map<string, AnyVersion[]>();
  const seen = new Set<string>();
  for (const version of versions) {
    const key = `${version.kind}:${version.objectId}`;
    if (seen.has(`${key}:${version.eventId}`)) continue;
    seen.add(`${key}:${version.eventId}`);
    const list = byObject.get(key);
    if (list) list.push(version);
    else byObject.set(key, [version]);
  }
  const all = [...byObject.keys()].sort().flatMap((key) => orderVersions(byObject.get(key) ?? []));
  const ofKind = <K extends FactKind>(kind: K): Map<string, Version<K>[]> => {
    const found = new Map<string, Version<K>[]>();
    for (const version of all) {
      if (!isOfKind(version, kind)) continue;
      const list = found.get(version.objectId);
      if (list) list.push(version);
      else found.set(version.objectId, [version]);
    }
    return found;
  };
  return {
    subscription: ofKind('subscription'),
    invoice: ofKind('invoice'),
    charge: ofKind('charge'),
    payment_intent: ofKind('payment_intent'),
    refund: ofKind('refund'),
    session: ofKind('session'),
    invoice_payment: ofKind('invoice_payment'),
    balance_transaction: ofKind('balance_transaction'),
    customer: ofKind('customer'),
    discount: ofKind('discount'),
    product: ofKind('product'),
    price: ofKind('price'),
    coupon: ofKind('coupon'),
    dispute: ofKind('dispute'),
    credit_note: ofKind('credit_note'),
  };
}

const isOfKind = <K extends FactKind>(version: { kind: FactKind }, kind: K): version is Version<K> =>
  version.kind === kind;

function termsFor(latest: Latest, { coupons, prices }: FoldContext): Terms {
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
  return { discounts, customerDiscounts: [...ofCustomer, ...fromCustomer], coupons, prices };
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

function trialInputs(latest: Latest) {
  const invoices = [...latest.invoice].flatMap(([id, versions]) => {
    const fact = versions.at(-1)?.body;
    return fact ? [{ id, fact }] : [];
  });
  return [...latest.subscription].flatMap(([subscriptionId, versions]) => {
    const last = versions.at(-1);
    return last
      ? [
          {
            subscriptionId,
            latest: last,
            invoices: invoices.filter(({ fact }) => fact.subscription === subscriptionId),
          },
        ]
      : [];
  });
}

/** From the owner's own subscriptions only, so that a late catalog event changes no row. */
function priceIntervals(latest: Latest): PriceIntervals {
  const own = new Map<string, PriceFact>();
  for (const { body } of [...latest.subscription.values()].flat())
    for (const { price } of body.items) own.set(price.id, price);
  return {
    get(id) {
      const price = own.get(id);
      return price?.interval ? intervalLabel(price.interval, price.intervalCount) : undefined;
    },
  };
}

function profileOf(latest: Latest, versions: readonly AnyVersion[]): OwnerProfile {
  const customer = [...latest.customer.values()].flat().at(-1);
  const lasts = <K extends FactKind>(map: Map<string, Version<K>[]>) =>
    [...map.values()].flatMap((list) => list.at(-1)?.body ?? []);
  const [invoices, sessions, charges] = [lasts(latest.invoice), lasts(latest.session), lasts(latest.charge)];
  const emails = [
    ...invoices.map((fact) => fact.customerEmail),
    ...sessions.map((fact) => fact.email),
    ...charges.map((fact) => fact.email),
  ];
  // A deletion carries only the id: what was known of the customer stays.
  const living = [...latest.customer.values()].flat().findLast(({ body }) => !body.deleted);
  const countries = [
    living?.body.country,
    ...invoices.map(({ country }) => country),
    ...sessions.map(({ country }) => country),
    ...charges.map(({ country }) => country),
  ];
  return {
    // One object of test mode puts its owner there, whichever came first.
    livemode: versions.every((version) => version.livemode),
    email: living?.body.email ?? null,
    name: living?.body.name ?? null,
    country: countries.find((country) => country) ?? '',
    metadata: living?.body.metadata ?? {},
    emails: [...new Set(emails.filter((email): email is string => email !== null))],
    createdAt: customer?.body.created ? new Date(customer.body.created * 1000) : null,
    deleted: customer?.body.deleted ?? false,
  };
}
