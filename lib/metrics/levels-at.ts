import { addDays, type Day } from '@/lib/calendar/days';
import { flowSums } from './flow-sums';
import type { Scope } from './scope';

/** Running sums of counts at the end of some days, by series and measure. Days must have begun. */
export interface LevelsAt {
  series: string[];
  get(series: string, measure: string, day: Day): bigint;
}

/** What counts have summed to at the end of each of these days, in one question whatever lies between them. */
export async function levelsAt(scope: Scope, measures: readonly string[], days: readonly Day[]): Promise<LevelsAt> {
  const sorted = [...new Set(days)].sort();
  const starts = sorted.map((day) => addDays(day, 1));
  const buckets = starts.slice(0, -1).map((start, index) => ({ start, end: starts[index + 1] ?? start }));
  // A count is the same in every currency.
  const sums = await flowSums({ ...scope, currency: scope.reportingCurrency, buckets }, measures, true);
  const index = new Map(sorted.map((day, position) => [day, position]));
  return {
    series: sums.series(),
    get(series, measure, day) {
      let held = 0n;
      for (let at = 0; at <= (index.get(day) ?? -1); at += 1) held += sums.get(series, measure, at).quantity;
      return held;
    },
  };
}
