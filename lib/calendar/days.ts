import { DateTime } from 'luxon';

/** A calendar day in the workspace's zone, YYYY-MM-DD. Days compare as text. */
export type Day = string;
export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type WeekStart = 'monday' | 'sunday';

const DAY_MS = 86_400_000;
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** True when the runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  return DateTime.local().setZone(zone).isValid;
}

/** The day an instant falls on in a zone (definitions B0-7 to B0-9). */
export function dayOf(instant: Date, timeZone: string): Day {
  if (timeZone === 'UTC') return instant.toISOString().slice(0, 10);
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    zoneFormats.set(timeZone, format);
  }
  return format.format(instant);
}

/** The instant at which a day begins in a zone. */
export function startOfDay(day: Day, timeZone: string): Date {
  return DateTime.fromISO(day, { zone: timeZone }).startOf('day').toJSDate();
}

/** `count` calendar days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The first day of the bucket that holds `day`. */
export function bucketStart(day: Day, interval: Interval, weekStart: WeekStart): Day {
  if (interval === 'day') return day;
  if (interval === 'week') {
    const weekday = new Date(day).getUTCDay();
    return addDays(day, -(weekStart === 'monday' ? (weekday + 6) % 7 : weekday));
  }
  const [year = 1970, month = 1] = day.split('-').map(Number);
  const first = interval === 'year' ? 1 : interval === 'quarter' ? month - ((month - 1) % 3) : month;
  return isoDay(year, first);
}

/** The first day of the bucket after the one that begins on `start`. */
export function nextBucket(start: Day, interval: Interval): Day {
  if (interval === 'day') return addDays(start, 1);
  if (interval === 'week') return addDays(start, 7);
  return addMonths(start, { month: 1, quarter: 3, year: 12 }[interval]);
}

/** Calendar months later, the day clamped to the month's end. A chart takes hundreds of them, so they are counted by hand. */
export function addMonths(day: Day, count: number): Day {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  const [thatYear, thatMonth] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const daysInMonth = new Date(Date.UTC(thatYear, thatMonth + 1, 0)).getUTCDate();
  return `${isoDay(thatYear, thatMonth + 1).slice(0, 8)}${String(Math.min(date, daysInMonth)).padStart(2, '0')}`;
}

export interface Bucket {
  start: Day;
  /** Exclusive. */
  end: Day;
}

/** Half-open buckets that tile [from, to); the first and last are clipped to it. */
export function buckets(from: Day, to: Day, interval: Interval, weekStart: WeekStart): Bucket[] {
  const found: Bucket[] = [];
  let start = bucketStart(from, interval, weekStart);
  while (start < to) {
    const end = nextBucket(start, interval);
    found.push({ start: start < from ? from : start, end: end > to ? to : end });
    start = end;
  }
  return found;
}

function isoDay(year: number, month: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}
