import { bucketStart, type Interval, nextBucket, type WeekStart } from '@/lib/calendar/days';
import { entrySums } from './entry-sums';
import { flowSums } from './flow-sums';
import type { MovementName } from './metric';
import { type Scope, SumTable } from './scope';

export const FRESH: readonly MovementName[] = ['expansion', 'contraction', 'churn'];
const MOVES = FRESH.map((name) => `mrr_${name}`);

/** Which of the nested periods of `deriveFresh` lie within one of these. */
const WITHIN: Record<Interval, readonly string[]> = {
  day: [],
  week: ['week'],
  month: ['month'],
  quarter: ['month', 'quarter'],
  year: ['month', 'quarter', 'year'],
};

/**
 * Condition on a row of entries, named `e`, in a query whose $1 is the workspace: its customer began, or came back, on or after the day in parameter `from`,
 * and so had no MRR in that currency when the period began.
 */
export const beganSince = (from: string, e: string) => `exists (
    select from ledger_entry began where began.workspace_id = $1 and began.connection_id = ${e}.connection_id and began.owner_id = ${e}.owner_id
      and began.currency = ${e}.currency and began.measure in ('mrr_new', 'mrr_reactivation') and began.day >= ${from} and began.day <= ${e}.day)`;

/**
 * Movements of customers who had no MRR when their bucket began, as `mrr_…` per bucket: what net and gross retention leave
 * out (definitions B2-7). Calendar buckets are read off the rollup, others are found from the entries.
 */
export async function freshMovements(scope: Scope, interval: Interval, weekStart: WeekStart): Promise<SumTable> {
  const table = new SumTable();
  const measures = WITHIN[interval].flatMap((period) => FRESH.map((name) => `fresh_${name}_${period}`));
  const kept = measures.length > 0 ? await flowSums(scope, measures) : new SumTable();
  for (const [index, bucket] of scope.buckets.entries()) {
    const { start, end } = bucket;
    const inOne = bucketStart(start, interval, weekStart) === start && end <= nextBucket(start, interval);
    const sums = inOne
      ? kept
      : await entrySums({ ...scope, buckets: [bucket] }, MOVES, false, beganSince('($4::date[])[1]', 'ledger_entry'));
    for (const series of sums.series())
      for (const name of FRESH) {
        const found = inOne
          ? WITHIN[interval].map((period) => sums.get(series, `fresh_${name}_${period}`, index + 1))
          : [sums.get(series, `mrr_${name}`, 1)];
        for (const { amount, quantity } of found) table.add(series, `mrr_${name}`, index + 1, amount, quantity);
      }
  }
  return table;
}
