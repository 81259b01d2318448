import type { Interval } from '@/lib/reports/types';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** "12 Mar 2026": dates in words, the same in every locale, so that no reader takes 3/4 for the wrong month. */
export function formatDay(day: string): string {
  const { date, month, year } = parts(day);
  return `${date} ${month} ${year}`;
}

/** The days of [from, to) in words, without repeating what both ends share: "1 Mar – 5 Apr 2026". */
export function formatRange(from: string, to: string): string {
  const last = new Date(Math.max(Date.parse(to) - DAY_MS, Date.parse(from))).toISOString().slice(0, 10);
  if (last === from) return formatDay(from);
  const [a, b] = [parts(from), parts(last)];
  if (a.year !== b.year) return `${formatDay(from)} – ${formatDay(last)}`;
  if (a.month !== b.month) return `${a.date} ${a.month} – ${formatDay(last)}`;
  return `${a.date}–${formatDay(last)}`;
}

/** The name of a bucket: "Mar 2026", "Q1 2026", "9–15 Mar 2026". */
export function formatPeriod(start: string, end: string, interval: Interval): string {
  const { month, quarter, year } = parts(start);
  if (interval === 'year') return String(year);
  if (interval === 'quarter') return `Q${quarter} ${year}`;
  if (interval === 'month') return `${month} ${year}`;
  return interval === 'week' ? formatRange(start, end) : formatDay(start);
}

/** The bucket's name where space is short, as on an axis. */
export function formatPeriodShort(start: string, interval: Interval): string {
  const { date, month } = parts(start);
  if (interval === 'day' || interval === 'week') return `${date} ${month}`;
  return formatPeriod(start, start, interval);
}

function parts(day: string) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month: MONTHS[month - 1] ?? '', date, quarter: Math.ceil(month / 3) };
}
