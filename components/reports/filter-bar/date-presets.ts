import { DateTime } from 'luxon';
import type { Interval } from '@/lib/reports/types';

export interface Span {
  from: string;
  /** Exclusive. */
  to: string;
  interval: Interval;
}

export interface DatePreset {
  /** The single key that chooses it. */
  key: string;
  label: string;
  /**
   * Null: leave the address bar empty, which every report reads as the last 12 months. `firstDay`: the first with
   * anything to report on, where it is known.
   */
  span: (today: DateTime, firstDay?: string) => Span | null;
}

/** Stripe opened in 2011: nothing is older. */
const BEGINNING = '2011-01-01';

export const DATE_PRESETS: DatePreset[] = [
  { key: 'd', label: 'Today', span: (today) => until(today, today, 'day') },
  { key: 'w', label: 'Last 7 days', span: (today) => until(today.minus({ days: 6 }), today, 'day') },
  { key: 'm', label: 'This month', span: (today) => until(today.startOf('month'), today, 'day') },
  {
    key: '3',
    label: 'Last 3 months',
    span: (today) => until(today.startOf('month').minus({ months: 2 }), today, 'week'),
  },
  { key: 'y', label: 'Last 12 months', span: () => null },
  { key: 't', label: 'This year', span: (today) => until(today.startOf('year'), today, 'month') },
  { key: 'a', label: 'All time', span: (today, firstDay = BEGINNING) => allTime(firstDay, today) },
];

export function todayIn(timeZone: string): DateTime {
  return DateTime.now().setZone(timeZone).startOf('day');
}

function allTime(firstDay: string, today: DateTime): Span {
  const { years } = today.diff(DateTime.fromISO(firstDay, { zone: today.zone }), 'years');
  return { ...until(today, today, years > 10 ? 'year' : years > 4 ? 'quarter' : 'month'), from: firstDay };
}

function until(first: DateTime, today: DateTime, interval: Interval): Span {
  return { from: isoDay(first), to: isoDay(today.plus({ days: 1 })), interval };
}

function isoDay(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
