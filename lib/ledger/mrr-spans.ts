import { type Day, dayOf } from '@/lib/calendar/days';
import type { SubscriptionFact, Version } from './facts';
import { type LockRate, locked } from './lock-rate';
import { type EndReason, isKnownStatus } from './standing';
import { type Stretch, stretchesOf } from './stretches';
import type { Billing } from './subscription-billing';
import { type ItemMrr, type Problem, subscriptionMrr, type Terms } from './subscription-mrr';
import { type Past, type Quality, type SubscriptionState, subscriptionTimeline } from './subscription-timeline';
import { usageMrr } from './usage-mrr';

/**
 * What a span is part of. `mrr` is MRR. Beside it: what is in trial, the metered part of MRR, the part scheduled to end, and
 * for items under a discount what they count in MRR and what they would at list price, and what no event tells (inferred).
 */
export const BESIDE = ['trial', 'usage', 'ending', 'discounted', 'list', 'inferred'] as const;
export type Beside = (typeof BESIDE)[number];
export type Series = 'mrr' | Beside;

/** What one item contributes to a series at the end of each day of [from, to). */
export interface MrrSpan {
  series: Series;
  subscriptionId: string;
  itemId: string;
  from: Day;
  /** null: still running. */
  to: Day | null;
  currency: string;
  minor: bigint;
  productId: string;
  priceId: string;
  /** "month", "year", "3 months" … */
  interval: string;
  /** The coupons that take something off the item: lib/ledger/coupons.ts. */
  coupon: string;
  quality: Quality;
  /** When the state behind the span began, and when we learned it. */
  since: Date;
  /** The instant at which it ended. */
  until: Date | null;
  knownAt: Date;
  eventId: string;
  arithmetic: string;
  discounts: ItemMrr['discounts'];
  /** Why the subscription stopped counting at its end; null where it went on, or goes on. */
  endReason: EndReason | null;
}

/** A subscription with everything outside it that its MRR depends on. */
export interface SpanInput {
  subscriptionId: string;
  ordered: readonly Version<'subscription'>[];
  terms: Terms;
  billing: Billing;
  /** What tells of the time before it was first seen. */
  past: Past;
  timeZone: string;
  /** Converts at the rate of the day the subscription began, where that is chosen. */
  lockRate: LockRate | null;
}

/**
 * The MRR of one subscription, and the series beside it, as day spans, one chain per item and series (definitions B1, B2
 * "last state of the day"). Spans that begin and end on one day vanish: only the last state of a day counts.
 */
export function mrrSpans(input: SpanInput, report: (problem: Problem) => void): MrrSpan[] {
  const { subscriptionId, ordered, terms, billing, past, timeZone } = input;
  const spans: MrrSpan[] = [];
  const latest = new Map<string, MrrSpan>();
  const stretches = stretchesOf(subscriptionTimeline(ordered, past), terms, billing);
  const days = stretches.map(({ from }) => dayOf(new Date(from * 1000), timeZone));
  for (const [index, stretch] of stretches.entries()) {
    reportShape(subscriptionId, stretch.state, report);
    const first = days[index] ?? '';
    const last = days[index + 1] ?? null;
    if (last !== null && last <= first) continue;
    const endReason = last === null ? null : reasonOn(last, index, stretches, days);
    for (const [series, part] of partsOf(stretch, input, report)) {
      if (part.minor !== 0n) join(spans, latest, spanOf(input, series, part, { first, last, stretch, endReason }));
    }
  }
  return spans;
}

/** What each item is worth in each series while nothing changes. */
function partsOf(
  { from, state: { fact, quality }, standing }: Stretch,
  { terms, billing }: SpanInput,
  report: (problem: Problem) => void,
): [Series, ItemMrr][] {
  if (!standing.counts && !standing.trialing) return [];
  const parts = withCoupons(subscriptionMrr(fact, from, terms, report), fact, from, terms);
  if (!standing.counts) return parts.map((part) => ['trial', part]);

  const usage = usageMrr(fact, from, billing.bills, terms);
  const counted = [...parts, ...usage];
  return [
    ...counted.map((part): [Series, ItemMrr] => ['mrr', part]),
    ...usage.map((part): [Series, ItemMrr] => ['usage', part]),
    ...(standing.ending ? counted.map((part): [Series, ItemMrr] => ['ending', part]) : []),
    ...(quality === 'observed' ? [] : counted.map((part): [Series, ItemMrr] => ['inferred', part])),
    ...discountedParts(parts, () =>
      subscriptionMrr(fact, from, { ...terms, definitions: { ...terms.definitions, discounts: 'none' } }, report),
    ),
  ];
}

/**
 * Where MRR is not net of every lasting discount, its items are still told apart by the coupons they would be net of: who has
 * a coupon does not depend on what counts.
 */
function withCoupons(parts: ItemMrr[], fact: SubscriptionFact, at: number, terms: Terms): ItemMrr[] {
  const { discounts } = terms.definitions;
  if (discounts === 'recurring' || discounts === 'all' || !hasDiscounts(fact, terms)) return parts;
  const lasting: Terms = { ...terms, definitions: { ...terms.definitions, discounts: 'recurring' } };
  const net = subscriptionMrr(fact, at, lasting, () => {});
  return parts.map((part, index) => ({ ...part, coupon: net[index]?.coupon ?? part.coupon }));
}

const hasDiscounts = ({ discounts, items }: SubscriptionFact, { customerDiscounts }: Terms) =>
  discounts.length > 0 || customerDiscounts.length > 0 || items.some((item) => item.discounts.length > 0);

function discountedParts(parts: readonly ItemMrr[], atListPrice: () => ItemMrr[]): [Series, ItemMrr][] {
  if (parts.every(({ discounts }) => discounts.length === 0)) return [];
  return atListPrice().flatMap((list, index): [Series, ItemMrr][] => {
    const part = parts[index];
    if (!part || part.discounts.length === 0) return [];
    return [
      ['discounted', part],
      ['list', { ...list, coupon: part.coupon }],
    ];
  });
}

function reportShape(subscriptionId: string, { fact }: SubscriptionState, report: (problem: Problem) => void) {
  if (!isKnownStatus(fact.status)) {
    report({
      kind: 'unknown_status',
      objectId: subscriptionId,
      message: `status “${fact.status}” is not known and counts 0`,
    });
  }
  if (fact.itemsMissing)
    report({
      kind: 'missing_items',
      objectId: subscriptionId,
      message: 'the subscription came without items and counts 0',
    });
  if (fact.itemsTruncated)
    report({
      kind: 'truncated_items',
      objectId: subscriptionId,
      message: 'only the first items of the subscription were delivered',
    });
}

interface Edges {
  first: Day;
  last: Day | null;
  stretch: Stretch;
  endReason: EndReason | null;
}

function spanOf(
  { subscriptionId, lockRate }: SpanInput,
  series: Series,
  part: ItemMrr,
  { first, last, stretch: { from, to, state }, endReason }: Edges,
): MrrSpan {
  const { item } = part;
  const own = { currency: state.fact.currency, minor: part.minor, arithmetic: part.arithmetic };
  return {
    series,
    subscriptionId,
    itemId: item.id,
    from: first,
    to: last,
    ...(lockRate ? locked(own, lockRate) : own),
    productId: item.price.productId ?? '',
    priceId: item.price.id,
    interval: intervalLabel(item.price.interval ?? 'month', item.price.intervalCount),
    coupon: part.coupon,
    quality: state.quality,
    since: new Date(from * 1000),
    until: to === null ? null : new Date(to * 1000),
    knownAt: state.knownAt,
    eventId: state.eventId,
    discounts: part.discounts,
    endReason,
  };
}

/** Why the subscription does not count at the end of the day a stretch ends on (definitions B2); null if it does. */
function reasonOn(day: Day, index: number, stretches: readonly Stretch[], days: readonly Day[]): EndReason | null {
  let after = index;
  while ((days[after + 1] ?? '9999') <= day) after += 1;
  const standing = stretches[after]?.standing;
  return !standing || standing.counts ? null : standing.reason;
}

export const intervalLabel = (interval: string, count: number) => (count === 1 ? interval : `${count} ${interval}s`);

/** Adds a span, extending its item's last one when nothing but the event behind it changed. */
function join(spans: MrrSpan[], latest: Map<string, MrrSpan>, span: MrrSpan) {
  const key = `${span.series}\n${span.itemId}`;
  const last = latest.get(key);
  if (last && last.to === span.from && same(last, span)) {
    last.to = span.to;
    last.until = span.until;
    last.endReason = span.endReason;
    return;
  }
  spans.push(span);
  latest.set(key, span);
}

const same = (a: MrrSpan, b: MrrSpan) =>
  a.minor === b.minor &&
  a.currency === b.currency &&
  a.productId === b.productId &&
  a.priceId === b.priceId &&
  a.interval === b.interval &&
  a.coupon === b.coupon &&
  a.quality === b.quality &&
  a.arithmetic === b.arithmetic;
