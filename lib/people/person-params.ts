import { addDays, bucketStart, dayOf, daysBetween, type Interval } from '@/lib/calendar/days';
import { PERSON } from '@/lib/metrics/dimensions';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, Mode, ReportParams } from '@/lib/reports/types';
import { joinValues } from '@/lib/reports/value-list';
import { firstDayOf } from './load-person';

const EARLIEST = '2000-01-01';

/** The report over all that is known of a person, in as many points as a chart of it can show. */
export async function personParams(
  account: Account,
  person: string,
  mode: Mode,
  now = new Date(),
): Promise<ReportParams> {
  const today = dayOf(now, account.timeZone);
  const first = (await firstDayOf(account.workspaceId, mode === 'live', person)) ?? today;
  const interval = intervalFor(daysBetween(first, today));
  // A period more, from which the first step of MRR rises.
  const begin = (day: string) => bucketStart(day, interval, account.weekStart);
  const start = begin(addDays(begin(first), -1));
  const query = {
    ...{ from: start < EARLIEST ? EARLIEST : start, to: addDays(today, 1), interval, mode },
    [`filter[${PERSON}]`]: joinValues([person]),
  };
  return parseReportParams(account, query, now);
}

const intervalFor = (days: number): Interval => (days <= 31 ? 'day' : days <= 180 ? 'week' : 'month');
