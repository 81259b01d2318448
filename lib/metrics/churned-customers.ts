import { z } from 'zod';
import {
  addDays,
  type Bucket,
  bucketStart,
  type Day,
  type Interval,
  nextBucket,
  type WeekStart,
} from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { flowSums } from './flow-sums';
import { COLUMN, filterSql, type Scope, SumTable } from './scope';

export const CHURNED = 'churned';

/**
 * Customers with MRR before each bucket and none at its end (definitions B3). Whole calendar buckets are read off the
 * rollup, and so is the running one while nothing is known of its rest; clipped ones, and any with filters, are counted
 * from the spans.
 */
export async function churnedCustomers(scope: Scope, interval: Interval, weekStart: WeekStart): Promise<SumTable> {
  const table = new SumTable();
  const begun = scope.buckets.filter(({ start }) => start <= scope.today);
  const rollupOnly = scope.filters.every(({ dimension }) => dimension === 'country');
  const beginsWhole = ({ start }: Bucket) => rollupOnly && bucketStart(start, interval, weekStart) === start;
  const isOver = ({ start, end }: Bucket) => nextBucket(start, interval) === end && end <= scope.today;
  const running = begun.find((bucket) => bucket.end > scope.today && beginsWhole(bucket));
  const restIsUnknown = running !== undefined && !(await knowsChanges(scope, nextBucket(running.start, interval)));
  const isKept = (bucket: Bucket) => beginsWhole(bucket) && (isOver(bucket) || (bucket === running && restIsUnknown));

  const measure = `churned_${interval}`;
  const sums = begun.some(isKept)
    ? await flowSums({ ...scope, currency: scope.reportingCurrency }, [measure])
    : new SumTable();
  for (const [index, bucket] of begun.entries()) {
    if (isKept(bucket)) {
      for (const series of sums.series())
        table.add(series, CHURNED, index + 1, 0n, sums.get(series, measure, index + 1).quantity);
    } else {
      for (const { series, owners } of await countChurned(scope, bucket))
        table.add(series, CHURNED, index + 1, 0n, owners);
    }
  }
  return table;
}

const found = z.object({ found: z.boolean() });

/** Whether somebody is already known to begin or to end paying after today and before this day. */
async function knowsChanges({ workspaceId, livemode, today }: Scope, before: Day): Promise<boolean> {
  const rows = await queryRows(found, {
    text: `select exists (
        select from ledger_entry where workspace_id = $1 and livemode = $2 and measure = 'subscriber' and day > $3::date and day < $4::date
      ) as found`,
    values: [workspaceId, livemode, today, before],
  });
  return rows[0]?.found ?? false;
}

const row = z.object({ series: z.string(), owners: z.bigint() });

function countChurned(scope: Scope, { start, end }: { start: string; end: string }) {
  const values: unknown[] = [
    scope.workspaceId,
    scope.livemode,
    addDays(start, -1),
    end <= scope.today ? addDays(end, -1) : scope.today,
  ];
  const filters = filterSql(scope.filters, values, 's.');
  const series = scope.breakdown === null ? "''" : `s.${COLUMN[scope.breakdown]}`;
  // Only those with a span that ended inside the bucket can have churned.
  return queryRows(row, {
    text: `select ${series} as series, count(distinct (s.connection_id, s.owner_id)) as owners
      from mrr_span s
      where s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and s.to_day > $3::date and s.to_day <= $4::date${filters}
        and not exists (
          select from mrr_span other
          where other.workspace_id = s.workspace_id and other.connection_id = s.connection_id and other.owner_id = s.owner_id
            and other.from_day <= $4::date and (other.to_day is null or other.to_day > $4::date)${filters.replaceAll('s.', 'other.')})
      group by 1`,
    values,
  });
}
