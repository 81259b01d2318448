import { DateTime } from 'luxon';

/**
 * The first instant after `after` at which a billing period begins that is anchored at `anchor` (Unix seconds, UTC). Days
 * of the month are clamped to its end, each counted from the anchor, as Stripe does.
 */
export function nextPeriodStart(
  anchor: number,
  after: number,
  interval: 'day' | 'week' | 'month' | 'year',
  count: number,
): number {
  if (after < anchor) return anchor;
  const from = DateTime.fromSeconds(anchor, { zone: 'utc' });
  const start = (periods: number) => from.plus({ [`${interval}s`]: periods * count }).toUnixInteger();
  const whole = DateTime.fromSeconds(after, { zone: 'utc' }).diff(from, `${interval}s`).as(`${interval}s`);
  let periods = Math.max(0, Math.floor(whole / count) - 1);
  while (start(periods) <= after) periods += 1;
  return start(periods);
}
