import { z } from 'zod';
import { addDays, type Bucket, bucketStart, type Day, nextBucket } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { isOfCustomer } from './dimensions';
import { flowSums } from './flow-sums';
import type { Level, Options } from './options';
import { filterSql, type Scope, SumTable, seriesSql } from './scope';

export const CHURNED = 'churned';
export const RETURNED = 'returned';
export const PASSED = 'passed';

/** What is kept of each calendar bucket, and what it adds up to: a subscription is the customer's first, or a further one. */
const KEPT: Record<Exclude<Level, 'person'>, Readonly<Record<string, string>>> = {
  customer: { churned: CHURNED, churned_returned: RETURNED, churned_passed: PASSED },
  subscription: { churned: CHURNED, churned_more: CHURNED },
};

/**
 * Customers, or subscriptions, with MRR before each bucket and none at its end (definitions B3); of customers also those who
 * left and came back, and who joined and left. Whole calendar buckets are read off the rollup, and so is the running one
 * while nothing is known of its rest; clipped ones, and any with filters, are counted from the spans.
 */
export async function churnedCustomers(
  scope: Scope,
  level: Exclude<Level, 'person'>,
  { interval, weekStart }: Pick<Options, 'interval' | 'weekStart'>,
): Promise<SumTable> {
  const table = new SumTable();
  const begun = scope.buckets.filter(({ start }) => start <= scope.today);
  const rollupOnly = scope.filters.every(({ dimension }) => isOfCustomer(dimension));
  const beginsWhole = ({ start }: Bucket) => rollupOnly && bucketStart(start, interval, weekStart) === start;
  const isOver = ({ start, end }: Bucket) => nextBucket(start, interval) === end && end <= scope.today;
  const running = begun.find((bucket) => bucket.end > scope.today && beginsWhole(bucket));
  const restIsUnknown = running !== undefined && !(await knowsChanges(scope, nextBucket(running.start, interval)));
  const isKept = (bucket: Bucket) => beginsWhole(bucket) && (isOver(bucket) || (bucket === running && restIsUnknown));

  const kept = Object.entries(KEPT[level]).map(([name, counted]) => ({ measure: `${name}_${interval}`, counted }));
  const sums = begun.some(isKept)
    ? await flowSums(
        { ...scope, currency: scope.reportingCurrency },
        kept.map(({ measure }) => measure),
      )
    : new SumTable();
  for (const [index, bucket] of begun.entries()) {
    if (isKept(bucket)) {
      for (const series of sums.series())
        for (const { measure, counted } of kept)
          table.add(series, counted, index + 1, 0n, sums.get(series, measure, index + 1).quantity);
    } else {
      for (const { series, outcome, count } of await countOutcomes(scope, bucket, level))
        table.add(series, outcome, index + 1, 0n, count);
    }
  }
  return table;
}

const found = z.object({ found: z.boolean() });

/** Whether somebody is already known to begin or to end paying after today and before this day. */
async function knowsChanges({ workspaceId, livemode, today }: Scope, before: Day): Promise<boolean> {
  const rows = await queryRows(found, {
    text: `select exists (
        select from ledger_entry where workspace_id = $1 and livemode = $2 and measure in ('subscriber', 'subscriber_new', 'subscriber_more')
          and day > $3::date and day < $4::date
      ) as found`,
    values: [workspaceId, livemode, today, before],
  });
  return rows[0]?.found ?? false;
}

const row = z.object({ series: z.string(), outcome: z.string(), count: z.bigint() });

/** The day before a bucket, and its last that has happened. */
export const edgesOf = ({ today }: Pick<Scope, 'today'>, { start, end }: Bucket): [before: Day, last: Day] => [
  addDays(start, -1),
  end <= today ? addDays(end, -1) : today,
];

async function countOutcomes(scope: Scope, bucket: Bucket, level: Exclude<Level, 'person'>) {
  const churned = countChurned(scope, bucket, level);
  return level === 'customer' ? [...(await churned), ...(await countReturned(scope, bucket))] : churned;
}

function countChurned(scope: Scope, bucket: Bucket, level: Exclude<Level, 'person'>) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, ...edgesOf(scope, bucket)];
  const filters = filterSql(scope.filters, values, 's.');
  const ofOther = filterSql(scope.filters, values, 'other.');
  const series = seriesSql(scope, 's.');
  const [unit, same] =
    level === 'customer' ? ['', ''] : [', s.subscription_id', ' and other.subscription_id = s.subscription_id'];
  // Only those with a span that ended inside the bucket can have churned.
  return queryRows(row, {
    text: `select ${series} as series, '${CHURNED}' as outcome, count(distinct (s.connection_id, s.owner_id${unit})) as count
      from mrr_span s
      where s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and s.to_day > $3::date and s.to_day <= $4::date${filters}
        and not exists (
          select from mrr_span other
          where other.workspace_id = s.workspace_id and other.connection_id = s.connection_id and other.owner_id = s.owner_id${same}
            and other.from_day <= $4::date and (other.to_day is null or other.to_day > $4::date)${ofOther})
      group by 1`,
    values,
  });
}

/** Customers who had MRR at both ends but not throughout, or at neither end but in between: from the days on which it began and ended. */
function countReturned(scope: Scope, bucket: Bucket) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, ...edgesOf(scope, bucket)];
  const filters = filterSql(scope.filters, values);
  const series = seriesSql(scope);
  return queryRows(row, {
    text: `select series, case when last > 0 then '${RETURNED}' else '${PASSED}' end as outcome, count(*) as count
      from (
        select ${series} as series, connection_id, owner_id, (array_agg(quantity order by day))[1] as first, (array_agg(quantity order by day desc))[1] as last
        from ledger_entry
        where workspace_id = $1 and livemode = $2 and measure in ('subscriber', 'subscriber_new') and day > $3::date and day <= $4::date${filters}
        group by 1, 2, 3
      ) edges where first <> last group by 1, 2`,
    values,
  });
}
