import { DateTime } from 'luxon';

/** Months of history: 25 whole ones and the running one. */
export const storyMonths = 26;

/** The company's turning points, as months since it opened. */
export const turningPoints = { insights: 5, launch: 8, renaming: 12, priceRise: 16 } as const;

/** Opening day: the first of the month, 25 months before the month of the last day. */
export function openingOf(until: Date): DateTime {
  return DateTime.fromJSDate(until, { zone: 'utc' })
    .startOf('month')
    .minus({ months: storyMonths - 1 });
}

/** The story ends as the last day begins, so that every run on one day tells the same one. */
export function closingOf(until: Date): DateTime {
  return DateTime.fromJSDate(until, { zone: 'utc' }).startOf('day');
}

/** How busy each calendar month is: quiet in August and December, busy in January and September. */
const season = [1.18, 1.08, 1.06, 1, 0.97, 0.92, 0.82, 0.72, 1.2, 1.12, 1.02, 0.74] as const;

/** A slow start, a steady climb, and the launch that everybody came to see. */
export function demand(opening: DateTime, month: number): number {
  const base = 11 + 0.9 * month;
  const spike = month === turningPoints.launch ? 2.7 : month === turningPoints.launch + 1 ? 1.5 : 1;
  const scared = month === turningPoints.priceRise || month === turningPoints.priceRise + 1 ? 0.75 : 1;
  const calendarMonth = opening.plus({ months: month }).month;
  return base * spike * scared * (season[calendarMonth - 1] ?? 1);
}

/** How much likelier than usual customers leave in this month. */
export function restlessness(month: number): number {
  if (month === turningPoints.priceRise) return 4.4;
  if (month === turningPoints.priceRise + 1) return 1.8;
  return month < 6 ? 1.3 : 1;
}
