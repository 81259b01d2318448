import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { isOfCustomer } from './dimensions';
import { flowSums } from './flow-sums';
import { LEVEL, levelDays } from './mrr-levels';
import { filterSql, type Scope, SumTable, seriesSql } from './scope';

const row = z.object({ index: z.number(), series: z.string(), owners: z.bigint() });

/** Customers with MRR at the end of each bucket; index 0: before the range. */
export async function subscriberLevels(scope: Scope): Promise<SumTable> {
  const customerOnly = scope.filters.every(({ dimension }) => isOfCustomer(dimension));
  return customerOnly ? fromEntries(scope, CUSTOMERS) : fromSpans(scope, '');
}

/** Subscriptions with MRR at the end of each bucket: the first of every customer, and the further ones. */
export async function subscriptionLevels(scope: Scope): Promise<SumTable> {
  const customerOnly = scope.filters.every(({ dimension }) => isOfCustomer(dimension));
  return customerOnly ? fromEntries(scope, [...CUSTOMERS, 'subscriber_more']) : fromSpans(scope, ', s.subscription_id');
}

const CUSTOMERS = ['subscriber', 'subscriber_new'];

async function fromEntries(scope: Scope, measures: readonly string[]): Promise<SumTable> {
  // A count is the same in every currency.
  const changes = await flowSums({ ...scope, currency: scope.reportingCurrency }, measures, true);
  const table = new SumTable();
  for (const series of changes.series()) {
    let held = 0n;
    for (let index = 0; index <= scope.buckets.length; index += 1) {
      for (const measure of measures) held += changes.get(series, measure, index).quantity;
      table.add(series, LEVEL, index, 0n, held);
    }
  }
  return table;
}

/** With filters on what they pay for: customers with matching MRR. */
async function fromSpans(scope: Scope, more: string): Promise<SumTable> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, levelDays(scope)];
  const filters = filterSql(scope.filters, values, 's.');
  const series = seriesSql(scope, 's.');
  const rows = await queryRows(row, {
    text: `select (d.n - 1)::int as index, ${series} as series, count(distinct (s.connection_id, s.owner_id${more})) as owners
      from unnest($3::date[]) with ordinality as d(day, n)
      join mrr_span s on s.workspace_id = $1 and s.livemode = $2 and s.from_day <= d.day and (s.to_day is null or s.to_day > d.day)${filters}
      group by 1, 2`,
    values,
  });
  const table = new SumTable();
  for (const { index, series: key, owners } of rows) table.add(key, LEVEL, index, 0n, owners);
  return table;
}
