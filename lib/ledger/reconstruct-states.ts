import type { DiscountRef, ItemFact, LineFact, PriceFact, SubscriptionFact, Version } from './facts';
import { type Segment, segmentsOf } from './line-segments';
import type { Past, SubscriptionState } from './subscription-timeline';

export interface History extends Past {
  /** Unix seconds: from its beginning until it was first seen. */
  began: number;
  seen: number;
}

/**
 * The states of a subscription before it was first seen, read off the lines of its invoices (definitions B14): each line
 * bills a price and a quantity for a period, and a proration says from when on they were others, whether it was billed or
 * waits for the next invoice. Where no line tells, the state is only assumed: it was paused between two bills, and as it was
 * first seen after the last. Empty when no line tells anything.
 */
export function reconstructStates(first: Version<'subscription'>, history: History): SubscriptionState[] {
  if (NEVER_BEGAN.includes(first.body.status)) return [];
  const segments = segmentsOf(first.objectId, history).filter(({ from }) => from < history.seen);
  if (!segments.some(({ line }) => line !== null)) return [];
  const { trialEnd } = first.body;
  const edges = [
    history.began,
    ...segments.flatMap(({ from, to }) => [from, to]),
    ...(trialEnd === null ? [] : [trialEnd]),
  ];
  const cuts = [...new Set(edges)].filter((edge) => edge >= history.began && edge < history.seen).sort((a, b) => a - b);

  const states: SubscriptionState[] = [];
  let last: Segment[] = [];
  for (const from of cuts) {
    const covering = itemsAt(segments, from);
    const told = covering.length > 0;
    if (told) last = covering;
    const known = told ? covering : last.length > 0 ? last : firstOf(segments);
    const standing = told || last.length === 0 ? BILLING : standingBetween(segments, from, first.body);
    states.push({
      from: new Date(from * 1000),
      fact: { ...factOf(first.body, from, known, history.prices), ...standing },
      eventId: first.eventId,
      eventType: first.eventType,
      knownAt: first.knownAt,
      quality: told ? 'reconstructed' : 'assumed',
    });
  }
  return states;
}

/** The first bill was never paid: it tells of nothing that was. */
const NEVER_BEGAN = ['incomplete', 'incomplete_expired'];

type Standing = Pick<SubscriptionFact, 'pausedCollection'> & { status?: string };
const BILLING: Standing = { pausedCollection: null };

/** A renewal is a draft for an hour, and may be sent days later: for so long a subscription goes on without a bill. */
const SLACK_SECONDS = 3 * 86_400;

/** How it stood after a bill that none followed at once. */
function standingBetween(segments: readonly Segment[], at: number, seen: SubscriptionFact): Standing {
  const next = Math.min(...segments.filter(({ line, from }) => line !== null && from > at).map(({ from }) => from));
  if (next - at <= SLACK_SECONDS) return BILLING;
  if (Number.isFinite(next)) return { pausedCollection: null, status: 'paused' };
  const { pausedCollection, status } = seen;
  return { pausedCollection, ...(status !== 'canceled' && { status }) };
}

/** The last word on each item at an instant: later invoices know better. */
function itemsAt(segments: readonly Segment[], at: number): Segment[] {
  const items = new Map<string, Segment>();
  for (const segment of segments) if (segment.from <= at && at < segment.to) items.set(segment.itemKey, segment);
  return [...items.values()].filter(({ line }) => line !== null);
}

/** What the earliest lines bill: nothing else is known of the time before them. */
function firstOf(segments: readonly Segment[]): Segment[] {
  const earliest = Math.min(...segments.filter(({ line }) => line !== null).map(({ from }) => from));
  return itemsAt(segments, earliest);
}

function factOf(
  seen: SubscriptionFact,
  at: number,
  segments: readonly Segment[],
  prices: ReadonlyMap<string, PriceFact>,
): SubscriptionFact {
  const inTrial = seen.trialStart !== null && seen.trialEnd !== null && seen.trialStart <= at && at < seen.trialEnd;
  return {
    ...seen,
    status: inTrial ? 'trialing' : 'active',
    endedAt: null,
    discounts: discountsOf(seen, segments),
    items: segments.flatMap((segment) => itemOf(seen, segment, prices) ?? []),
    itemsMissing: false,
    itemsTruncated: false,
  };
}

/** Those that took something off a line, and those the subscription still has, which know their own time. */
function discountsOf(seen: SubscriptionFact, segments: readonly Segment[]): DiscountRef[] {
  const ofItems = new Set(seen.items.flatMap(({ discounts }) => discounts.map(({ id }) => id)));
  const own = new Set(seen.discounts.map(({ id }) => id));
  const found = new Map<string, DiscountRef>();
  for (const { line, named } of segments) {
    for (const { discount, amount } of line?.discounts ?? []) {
      if (amount === 0 || own.has(discount) || ofItems.has(discount)) continue;
      const { couponId = null, start = null, end = null } = named.find(({ id }) => id === discount) ?? {};
      found.set(discount, { id: discount, couponId, coupon: null, start, end });
    }
  }
  return [...seen.discounts, ...found.values()];
}

function itemOf(
  seen: SubscriptionFact,
  { line, itemKey }: Segment,
  prices: ReadonlyMap<string, PriceFact>,
): ItemFact | null {
  if (line === null || line.priceId === null) return null;
  const today =
    seen.items.find(({ id }) => id === itemKey) ?? seen.items.find(({ price }) => price.id === line.priceId);
  const same = seen.items.find(({ price }) => price.id === line.priceId)?.price;
  return {
    id: line.subscriptionItem ?? today?.id ?? `${itemKey}:billed`,
    quantity: line.quantity,
    price: same ?? prices.get(line.priceId) ?? billedPrice(line, line.priceId, seen.currency),
    discounts: today?.discounts ?? [],
    taxRates: today?.taxRates ?? [],
  };
}

const DAY_SECONDS = 86_400;

/** A price that the catalog does not know any more, as its line billed it. */
function billedPrice(line: LineFact, id: string, currency: string): PriceFact {
  const days = Math.round(((line.periodEnd ?? 0) - (line.periodStart ?? 0)) / DAY_SECONDS);
  const units = Math.max(1, line.quantity);
  const [interval, intervalCount] = intervalOf(days);
  return {
    id,
    productId: line.productId,
    name: null,
    currency,
    unitAmount: line.amount % units === 0 ? String(line.amount / units) : null,
    currencyOptions: {},
    interval,
    intervalCount,
    metered: false,
    tiersMode: null,
    tiers: null,
    transform: null,
  };
}

function intervalOf(days: number): [NonNullable<PriceFact['interval']>, number] {
  if (days >= 360) return ['year', Math.round(days / 365)];
  if (days >= 28) return ['month', Math.round(days / 30.44)];
  return days % 7 === 0 ? ['week', days / 7] : ['day', Math.max(1, days)];
}
