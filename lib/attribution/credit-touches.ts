import type { AttributionModel } from '@/lib/ledger/definitions';
import { compareText } from '@/lib/ledger/order-versions';
import type { Attribution, Share, Touch } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface CreditRule {
  model: AttributionModel;
  windowDays: number;
}

/**
 * To which touches a person's sales are credited, and in which parts (definitions B12). Only touches before the first sale
 * count, and of these those of the window before it; before there is a sale, the window ends with the last touch. Null where
 * none is left: Direct / unknown. Any order, any number of duplicates of `touches` gives the same result; of several with one
 * id, as of a promotion code that two customers of the person used, the earliest counts.
 *
 * @param firstSaleAt Unix milliseconds, null while there is no sale.
 */
export function creditTouches(
  touches: readonly Touch[],
  firstSaleAt: number | null,
  { model, windowDays }: CreditRule,
): Attribution | null {
  const sorted = touches.toSorted(
    (a, b) => a.at - b.at || compareText(a.id, b.id) || compareText(a.partner, b.partner),
  );
  const ordered = [...new Map(sorted.toReversed().map((touch) => [touch.id, touch])).values()].reverse();
  const until = firstSaleAt ?? ordered.at(-1)?.at ?? 0;
  const inWindow = ordered.filter(({ at }) => at <= until && at >= until - windowDays * DAY_MS);
  const weighed = weigh(inWindow, until, model);
  return weighed.length === 0 ? null : { model, shares: weighed.map(([touch, weight]) => shareOf(touch, weight)) };
}

type Weighed = readonly [Touch, bigint];

function weigh(touches: readonly Touch[], until: number, model: AttributionModel): Weighed[] {
  const only = (touch: Touch | undefined): Weighed[] => (touch ? [[touch, 1n]] : []);
  switch (model) {
    case 'first_touch':
      return only(touches[0]);
    case 'last_touch':
      return only(touches.at(-1));
    case 'last_non_direct':
      return only(touches.findLast(({ isDirect }) => !isDirect) ?? touches.at(-1));
    case 'linear':
      return touches.map((touch) => [touch, 1n]);
    case 'position_based':
      return byPosition(touches);
    case 'time_decay':
      return touches.map((touch) => [touch, decayed(until - touch.at)]);
  }
}

/** First and last 40 % each, those between share 20 %; of two, each has half. */
function byPosition(touches: readonly Touch[]): Weighed[] {
  const between = BigInt(touches.length - 2);
  if (between <= 0n) return touches.map((touch) => [touch, 1n]);
  return touches.map((touch, index) => [touch, index === 0 || index === touches.length - 1 ? 2n * between : 1n]);
}

/** 2^(−d/7) in millionths, by the days of a week, so that no weight passes through a float. */
const WITHIN_A_WEEK = [1_000_000n, 905_724n, 820_335n, 742_997n, 672_950n, 609_507n, 552_045n];
/** Of the longest window, 365 days, no weight becomes nothing. */
const SCALE = 60n;

/** Half as much for each seven whole days before the sale. */
function decayed(ageMs: number): bigint {
  const days = Math.floor(ageMs / DAY_MS);
  return ((WITHIN_A_WEEK[days % 7] ?? 1n) << SCALE) >> BigInt(Math.floor(days / 7));
}

const shareOf = ({ id, at, campaign, source, medium, link, partner }: Touch, weight: bigint): Share => ({
  ...{ touch: id, at, weight: weight.toString() },
  ...{ campaign, source, medium, link, partner },
});
