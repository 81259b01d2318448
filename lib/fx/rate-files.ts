import { addDays, type Day, daysBetween } from '@/lib/calendar/days';

const ECB_DAILY = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml';
/** The first day of the euro: the history begins with it. */
const FIRST_DAY: Day = '1999-01-04';
/** What the file of 90 days is sure to hold. */
const RECENT_DAYS = 80;

/** Where the rates are read from; null when they are not: `FX_RATES_URL` set to nothing. */
export const ratesUrl = (configured = process.env.FX_RATES_URL): string | null =>
  (configured ?? ECB_DAILY).trim() || null;

/** The days whose rates have been read so far. */
export interface Coverage {
  oldest: Day;
  newest: Day;
}

/** The first day whose rates are of use: a rate holds for a week, so a little before the first figure. */
export function wantedFrom(firstFigure: Day | null, today: Day): Day {
  const recent = addDays(today, -RECENT_DAYS);
  const wanted = firstFigure === null || firstFigure > recent ? recent : addDays(firstFigure, -10);
  return wanted < FIRST_DAY ? FIRST_DAY : wanted;
}

/**
 * Which of the ECB's three files closes the gap: the day's own, that of 90 days, or the whole history. They lie side by
 * side; an address that is not named after the daily one is all there is.
 */
export function fileToRead(url: string, from: Day, covered: Coverage | null, today: Day): string {
  if (!url.includes('-daily.')) return url;
  const gapFrom = covered === null || covered.oldest > from ? from : missedAfter(covered.newest, today);
  if (gapFrom === null) return url;
  return url.replace('-daily.', daysBetween(gapFrom, today) > RECENT_DAYS + 5 ? '-hist.' : '-hist-90d.');
}

/** The first working day between the last one read and today, if there is one; null when today's list is the next. */
function missedAfter(newest: Day, today: Day): Day | null {
  for (let day = addDays(newest, 1); day < today; day = addDays(day, 1)) {
    if (![0, 6].includes(new Date(day).getUTCDay())) return day;
  }
  return null;
}
