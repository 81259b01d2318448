import { addDays, type Day, dayOf, startOfDay } from '@/lib/calendar/days';
import type { Account, Mode } from '@/lib/reports/types';

/** Over which days figures of links are summed; all of them where none is named. */
export interface FiguresRange {
  mode: Mode;
  /** Inclusive, in the workspace's zone. */
  from?: Day;
  /** Exclusive. */
  to?: Day;
}

/** Before everything, and after it. */
const BEGINNING = '0001-01-01';
const END = '9999-01-01';

/** The days as instants, for what is stored by instant. */
export const instantsOf = ({ from, to }: FiguresRange, timeZone: string): [Date, Date] => [
  startOfDay(from ?? BEGINNING, timeZone),
  startOfDay(to ?? END, timeZone),
];

/** The days with both ends, for what is stored by day; nothing is after today. */
export function daysOfRange({ from, to }: FiguresRange, { timeZone }: Account, now: Date): [Day, Day] {
  const tomorrow = addDays(dayOf(now, timeZone), 1);
  return [from ?? BEGINNING, to === undefined || to > tomorrow ? tomorrow : to];
}
