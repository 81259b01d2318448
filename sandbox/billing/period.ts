import { DateTime } from 'luxon';
import type { Recurring } from '../objects/price';

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Adds billing intervals to a moment; a day the month lacks becomes its last one, as on Stripe. */
export function addIntervals(
  start: number,
  recurring: Pick<Recurring, 'interval' | 'interval_count'>,
  times: number,
): number {
  const count = recurring.interval_count * times;
  if (recurring.interval === 'day') return start + count * DAY;
  if (recurring.interval === 'week') return start + count * 7 * DAY;
  return addMonths(start, recurring.interval === 'year' ? 12 * count : count);
}

export function addMonths(start: number, months: number): number {
  return DateTime.fromSeconds(start, { zone: 'utc' }).plus({ months }).toSeconds();
}

/** The first boundary of the cycle after `start`. Counted from the anchor, so that the 31st comes back after February. */
export function nextBoundary(anchor: number, start: number, recurring: Recurring): number {
  const approximate = { day: DAY, week: 7 * DAY, month: 31 * DAY, year: 366 * DAY }[recurring.interval];
  let times = Math.max(1, Math.floor((start - anchor) / (approximate * recurring.interval_count)));
  let boundary = addIntervals(anchor, recurring, times);
  while (boundary <= start) boundary = addIntervals(anchor, recurring, ++times);
  return boundary;
}

/** `14 Feb 2025`, as Stripe writes dates in descriptions. */
export const dayLabel = (at: number) => DateTime.fromSeconds(at, { zone: 'utc' }).toFormat('d MMM yyyy');
