import type { Day } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { classifyMovement } from './classify-movement';
import type { Entry, Measure } from './entry';
import type { MrrSpan } from './mrr-spans';
import { compareText } from './order-versions';

/**
 * The customer's MRR movements, one entry per item and day (definitions B2): the last state of a day against the last of
 * the day before, named by what it did to the customer's MRR in that currency. A swap that leaves the customer's MRR
 * unchanged is kept as an expansion of net zero, so that every breakdown still adds up.
 */
export function deriveMovements(spans: readonly MrrSpan[]): Entry[] {
  const currencies = [...new Set(spans.map(({ currency }) => currency))].sort();
  return currencies.flatMap((currency) =>
    movementsIn(
      spans.filter((span) => span.currency === currency),
      currency,
    ),
  );
}

function movementsIn(spans: readonly MrrSpan[], currency: string): Entry[] {
  const entries: Entry[] = [];
  let before = 0n;
  let paidBefore = false;
  let paused = false;
  for (const { day, starts, ends } of changesByDay(spans)) {
    const after = before + sum(starts) - sum(ends);
    const kind = classifyMovement(before, after, paidBefore) ?? 'expansion';
    for (const { from, to } of pairs(starts, ends)) {
      const entry = stepEntry(`mrr_${kind}`, day, currency, { from, to });
      entry.detail.customer = `${majorText(before, currency)} → ${majorText(after, currency)}`;
      if (kind === 'reactivation' && paused) Object.assign(entry.detail, RESUMED);
      if (entry.minor !== 0n) entries.push(entry);
    }
    if (after === 0n) paused = ends.some(({ endReason }) => endReason === 'paused');
    before = after;
    paidBefore ||= after > 0n;
  }
  return entries;
}

/** The sub-type of a reactivation that ends a pause. */
const RESUMED = { description: 'Came back after a pause (resumed)', reason: 'resumed' };

interface DayChange {
  day: Day;
  starts: MrrSpan[];
  ends: MrrSpan[];
}

/** What ends and what begins on each day, in order. */
export function changesByDay(spans: readonly MrrSpan[]): DayChange[] {
  const days = new Map<Day, DayChange>();
  const at = (day: Day) => {
    const change = days.get(day) ?? { day, starts: [], ends: [] };
    days.set(day, change);
    return change;
  };
  for (const span of spans) {
    at(span.from).starts.push(span);
    if (span.to !== null) at(span.to).ends.push(span);
  }
  return [...days.values()].sort((a, b) => compareText(a.day, b.day));
}

const sum = (spans: readonly MrrSpan[]) => spans.reduce((total, { minor }) => total + minor, 0n);

/** What ended and what began for each item; a change of product, price, interval or coupons is an end and a beginning. */
export function pairs(starts: readonly MrrSpan[], ends: readonly MrrSpan[]): { from?: MrrSpan; to?: MrrSpan }[] {
  const found: { from?: MrrSpan; to?: MrrSpan }[] = [];
  const open = new Map(ends.map((span) => [span.itemId, span]));
  for (const to of starts) {
    const from = open.get(to.itemId);
    if (from && !differs(from, to)) found.push({ from, to });
    else found.push({ to }, ...(from ? [{ from }] : []));
    open.delete(to.itemId);
  }
  return [...found, ...[...open.values()].map((from) => ({ from }))];
}

const differs = (a: MrrSpan | undefined, b: MrrSpan | undefined) =>
  a?.productId !== b?.productId || a?.priceId !== b?.priceId || a?.interval !== b?.interval || a?.coupon !== b?.coupon;

/** The step of one item from what ended to what begins, as a signed entry. */
export function stepEntry(
  measure: Measure,
  day: Day,
  currency: string,
  { from, to }: { from?: MrrSpan; to?: MrrSpan },
): Entry {
  const span = to ?? from;
  if (!span) throw new Error('a movement needs a span');
  const reason = to ? null : span.endReason;
  const was = from?.minor ?? 0n;
  const now = to?.minor ?? 0n;
  return {
    id: `${to ? 'in' : 'out'}:${day}:${span.itemId}:${span.priceId}`,
    measure,
    day,
    occurredAt: to ? to.since : (span.until ?? span.since),
    knownAt: span.knownAt,
    currency,
    minor: now - was,
    quantity: 1n,
    productId: span.productId,
    priceId: span.priceId,
    interval: span.interval,
    coupon: span.coupon,
    detail: {
      objects: objectsOf(span),
      description: describe(measure, reason),
      arithmetic: to
        ? from
          ? `(${to.arithmetic}) − ${majorText(was, currency)}`
          : to.arithmetic
        : `0 − ${majorText(was, currency)}`,
      ...(reason ? { reason } : {}),
    },
  };
}

export const objectsOf = (span: MrrSpan) => [
  { type: 'subscription', id: span.subscriptionId },
  { type: 'subscription_item', id: span.itemId },
  { type: 'price', id: span.priceId },
  ...span.discounts.map(({ coupon }) => ({ type: 'coupon', id: coupon })),
  { type: 'event', id: span.eventId },
];

function describe(measure: Measure, reason: string | null): string {
  const words: Partial<Record<Measure, string>> = {
    mrr_new: 'First paid subscription',
    mrr_expansion: 'MRR rose',
    mrr_contraction: 'MRR fell',
    mrr_churn: 'MRR reached zero',
    mrr_reactivation: 'Came back after having had no MRR',
  };
  return `${words[measure] ?? 'MRR changed'}${reason ? ` (${reason})` : ''}`;
}
