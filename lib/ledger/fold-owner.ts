import type { WeekStart } from '@/lib/calendar/days';
import type { RateTable } from '@/lib/money/rates';
import { truncatedInvoices, withAllLines } from './all-lines';
import { type Claim, collectClaims } from './claims';
import { type CouponNames, couponNames, couponsOf } from './coupons';
import type { Definitions } from './definitions';
import { deriveChurn, deriveSubscribers } from './derive-churn';
import { deriveFresh } from './derive-fresh';
import { deriveLevels } from './derive-levels';
import { deriveMovements } from './derive-movements';
import { deriveRevenue, type PriceIntervals } from './derive-revenue';
import { deriveSales, type Sale } from './derive-sales';
import { deriveTrials, fullRefunds } from './derive-trials';
import { discountUses, redemptionEntries, type UsedPromotion, usedPromotions } from './discount-uses';
import { fillEnteredCodes, type PromotionCoupons } from './entered-codes';
import type { Entry } from './entry';
import type { AnyVersion, CouponFact, FactKind, PriceFact, Version } from './facts';
import { guestCheckouts } from './guest-checkouts';
import { withKnownDiscounts } from './known-discounts';
import type { Latest } from './link-payments';
import { intervalLabel, type MrrSpan } from './mrr-spans';
import { orderVersions } from './order-versions';
import { invoicesOf, ownerSpans } from './owner-spans';
import type { Problem } from './subscription-mrr';

/** Reference data and settings a fold needs; it has no clock and no database. */
export interface FoldContext {
  coupons: ReadonlyMap<string, CouponFact>;
  prices: ReadonlyMap<string, PriceFact>;
  promotionCoupons: PromotionCoupons;
  timeZone: string;
  weekStart: WeekStart;
  definitions: Definitions;
  /** The workspace's currency, and the rates stored for it. */
  currency: string;
  rates: RateTable;
}

/** Everything derived for one customer or guest, from the set of its versions alone. */
export interface OwnerLedger extends OwnerSpans {
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
  /** What its objects say of who it is. */
  claims: Claim[];
  /** The promotion codes it used, by coupon. */
  promotions: UsedPromotion[];
  createdAt: Date | null;
  deleted: boolean;
}

/** Folds all versions of one owner. Any order, any number of duplicates of `versions` gives the same result. */
export function foldOwner(versions: readonly AnyVersion[], context: FoldContext): OwnerLedger {
  const latest = groupVersions(versions);
  const issues = new Map<string, Problem>();
  const report = (problem: Problem) => issues.set(`${problem.kind}:${problem.objectId}`, problem);

  fillEnteredCodes(latest, context.promotionCoupons, report);
  const { spans, beside } = ownerSpans(latest, context, report);
  const names = couponNames(latest);
  const uses = discountUses(latest, names);
  const sales = deriveSales(latest, names);
  for (const guest of guestCheckouts(latest)) report(guest);
  for (const objectId of truncatedInvoices(latest.invoice))
    report({ kind: 'truncated_lines', objectId, message: 'only the first lines of the invoice were delivered' });
  const movements = deriveMovements(spans);
  const revenue = deriveRevenue(sales, latest, { ...context, intervals: priceIntervals(latest) });
  const entries = [
    ...movements,
    ...deriveFresh(movements, context.weekStart),
    ...deriveLevels(beside),
    ...deriveSubscribers(spans),
    ...deriveChurn(spans, context.weekStart),
    ...deriveTrials(trialInputs(latest, names), context.timeZone, context.definitions, fullRefunds(revenue)),
    ...redemptionEntries(uses, context.timeZone),
    ...revenue,
  ];
  return { spans, beside, entries, sales, issues: [...issues.values()], profile: profileOf(latest, versions) };
}

/** What of an owner is MRR, and what stands beside it. */
export interface OwnerSpans {
  spans: MrrSpan[];
  beside: MrrSpan[];
}

/** Only the spans of one owner, under several definitions at once: for comparing them. */
export function foldSpans(
  versions: readonly AnyVersion[],
  contexts: readonly FoldContext[],
): { profile: OwnerProfile; variants: OwnerSpans[] } {
  const latest = groupVersions(versions);
  const variants = contexts.map((context) => ownerSpans(latest, context, () => {}));
  return { profile: profileOf(latest, versions), variants };
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
  const latest = nothing();
  for (const key of [...byObject.keys()].sort()) {
    const [first, ...others] = orderVersions(withKnownDiscounts(byObject.get(key) ?? []));
    if (first) file(latest, first, others);
  }
  for (const [id, versions] of latest.invoice) latest.invoice.set(id, withAllLines(versions));
  return latest;
}

const nothing = (): Latest => ({
  subscription: new Map(),
  invoice: new Map(),
  invoiceitem: new Map(),
  charge: new Map(),
  payment_intent: new Map(),
  refund: new Map(),
  session: new Map(),
  invoice_payment: new Map(),
  balance_transaction: new Map(),
  customer: new Map(),
  discount: new Map(),
  product: new Map(),
  price: new Map(),
  coupon: new Map(),
  promotion_code: new Map(),
  dispute: new Map(),
  credit_note: new Map(),
  payout: new Map(),
});

/** Files the versions of one object under its kind. */
function file<K extends FactKind>(latest: Latest, first: Version<K>, others: readonly AnyVersion[]): void {
  const versions = [first];
  for (const version of others) if (isOfKind(version, first.kind)) versions.push(version);
  latest[first.kind].set(first.objectId, versions);
}

const isOfKind = <K extends FactKind>(version: { kind: FactKind }, kind: K): version is Version<K> =>
  version.kind === kind;

function trialInputs(latest: Latest, names: CouponNames) {
  return [...latest.subscription].flatMap(([subscriptionId, versions]) => {
    const last = versions.at(-1);
    if (!last || last.body.trialEnd === null) return [];
    const coupon = couponsOf(triedWith(versions, last.body.trialEnd, latest), names);
    return [{ subscriptionId, latest: last, invoices: invoicesOf(subscriptionId, latest), coupon }];
  });
}

/**
 * The discounts a subscription or its first item had when it began or until its trial ended, else its customer's: those of
 * any duration, since one for one time is for the first payment.
 */
function triedWith(versions: readonly Version<'subscription'>[], trialEnd: number, latest: Latest): string[] {
  const until = trialEnd * 1000;
  const tried = versions.filter(({ occurredAt }, index) => index === 0 || occurredAt.getTime() <= until);
  const own = tried.flatMap(({ body }) => [...body.discounts, ...(body.items[0]?.discounts ?? [])]);
  if (own.length > 0) return own.map(({ id }) => id);
  const customer = [...latest.customer.values()].flat().findLast(({ occurredAt }) => occurredAt.getTime() <= until);
  return customer?.body.discount ? [customer.body.discount.id] : [];
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
    claims: collectClaims(latest),
    promotions: usedPromotions(discountUses(latest, couponNames(latest))),
    createdAt: customer?.body.created ? new Date(customer.body.created * 1000) : null,
    deleted: customer?.body.deleted ?? false,
  };
}
