import { type Day, dayOf } from '@/lib/calendar/days';
import type { Version } from './facts';
import {
  countsTowardsMrr,
  discountEdges,
  type ItemMrr,
  isKnownStatus,
  type Problem,
  subscriptionMrr,
  type Terms,
} from './subscription-mrr';
import { type Quality, type SubscriptionState, subscriptionTimeline } from './subscription-timeline';

/** What one item contributes to MRR at the end of each day of [from, to). */
export interface MrrSpan {
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

export type EndReason = 'voluntary' | 'involuntary' | 'paused' | 'delinquent';

interface Stretch {
  from: number;
  to: number | null;
  state: SubscriptionState;
}

/**
 * The MRR of one subscription as day spans, one chain per item (definitions B1, B2 "last state of the day"). Spans that
 * begin and end on one day vanish: only the last state of a day counts.
 */
export function mrrSpans(
  subscriptionId: string,
  ordered: readonly Version<'subscription'>[],
  terms: Terms,
  timeZone: string,
  report: (problem: Problem) => void,
): MrrSpan[] {
  const spans = new Map<string, MrrSpan>();
  const states = subscriptionTimeline(ordered);
  const stretches = states.flatMap((state, index) => cutAtDiscounts(state, states[index + 1], terms));
  for (const { from, to, state } of stretches) {
    reportShape(subscriptionId, state, report);
    if (!countsTowardsMrr(state.fact)) continue;
    const first = dayOf(new Date(from * 1000), timeZone);
    const last = to === null ? null : dayOf(new Date(to * 1000), timeZone);
    if (last !== null && last <= first) continue;
    const endReason = last === null ? null : reasonOn(last, states, timeZone);
    for (const part of subscriptionMrr(state.fact, from, terms, report)) {
      if (part.minor === 0n) continue;
      join(spans, spanOf(subscriptionId, state, part, { first, last, from, to, endReason }));
    }
  }
  return [...spans.values()];
}

function cutAtDiscounts(state: SubscriptionState, next: SubscriptionState | undefined, terms: Terms): Stretch[] {
  const from = state.from.getTime() / 1000;
  const to = next ? next.from.getTime() / 1000 : null;
  const edges = discountEdges(state.fact, terms).filter((edge) => edge > from && (to === null || edge < to));
  const starts = [from, ...[...new Set(edges)].sort((a, b) => a - b)];
  return starts.map((start, index) => ({ from: start, to: starts[index + 1] ?? to, state }));
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
  from: number;
  to: number | null;
  endReason: EndReason | null;
}

function spanOf(subscriptionId: string, state: SubscriptionState, part: ItemMrr, edges: Edges): MrrSpan {
  const { item } = part;
  return {
    subscriptionId,
    itemId: item.id,
    from: edges.first,
    to: edges.last,
    currency: state.fact.currency,
    minor: part.minor,
    productId: item.price.productId ?? '',
    priceId: item.price.id,
    interval: intervalLabel(item.price.interval ?? 'month', item.price.intervalCount),
    quality: state.quality,
    since: new Date(edges.from * 1000),
    until: edges.to === null ? null : new Date(edges.to * 1000),
    knownAt: state.knownAt,
    eventId: state.eventId,
    arithmetic: part.arithmetic,
    discounts: part.discounts,
    endReason: edges.endReason,
  };
}

/** Why the subscription does not count at the end of a day (definitions B2, sub-types of churn); null if it does. */
function reasonOn(day: Day, states: readonly SubscriptionState[], timeZone: string): EndReason | null {
  const fact = states.findLast(({ from }) => dayOf(from, timeZone) <= day)?.fact;
  if (!fact || countsTowardsMrr(fact)) return null;
  if (fact.status === 'unpaid') return 'delinquent';
  if (fact.status === 'canceled') {
    return fact.cancellationReason === 'payment_failed' || fact.cancellationReason === 'payment_disputed'
      ? 'involuntary'
      : 'voluntary';
  }
  return fact.status === 'paused' || fact.pausedCollection !== null ? 'paused' : null;
}

export const intervalLabel = (interval: string, count: number) => (count === 1 ? interval : `${count} ${interval}s`);

/** Adds a span, extending the item's last one when nothing but the event behind it changed. */
function join(spans: Map<string, MrrSpan>, span: MrrSpan) {
  const last = [...spans.values()].findLast(({ itemId }) => itemId === span.itemId);
  if (last && last.to === span.from && same(last, span)) {
    last.to = span.to;
    last.until = span.until;
    last.endReason = span.endReason;
  } else spans.set(`${span.itemId}@${span.from}`, span);
}

const same = (a: MrrSpan, b: MrrSpan) =>
  a.minor === b.minor &&
  a.currency === b.currency &&
  a.productId === b.productId &&
  a.priceId === b.priceId &&
  a.interval === b.interval &&
  a.quality === b.quality &&
  a.arithmetic === b.arithmetic;
