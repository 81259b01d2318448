import { customerRows } from '@/lib/metrics/customer-rows';
import { entryRows } from '@/lib/metrics/entry-rows';
import { REALISED_DAYS } from '@/lib/metrics/options';
import { cohortRows } from '@/lib/metrics/realised-ltv';
import { metrics } from '@/lib/metrics/registry';
import type { Scope } from '@/lib/metrics/scope';
import { spanRows } from '@/lib/metrics/span-rows';
import { buildScope } from '@/lib/reports/build-scope';
import type { Account, ReportParams } from '@/lib/reports/types';
import { loadEvents } from '@/lib/workspace/load-events';

const PAGE = 50;

/** Pages of lists, the first and one further on: the log, and the rows behind a point of a chart. */
export function lists(account: Account, params: ReportParams): { name: string; read: () => Promise<unknown> }[] {
  const metric = metrics['realised-ltv'];
  const whole = metric && buildScope(account, metric, params, new Date());
  const month = whole?.buckets.at(-3);
  if (!whole || !month) throw new Error('There is no month to list.');
  const scope: Scope = { ...whole, buckets: [month] };
  const middle = `${month.start.slice(0, 8)}15`;
  const later = ['default', 'cus_5', 'si_5'];
  return [
    { name: 'Log of events', read: () => loadEvents(account, {}) },
    { name: 'Log of events, page 1,001', read: () => loadEvents(account, { cursor: '50000' }) },
    { name: 'Log of failed events', read: () => loadEvents(account, { state: 'failed' }) },
    { name: 'Entries of a month', read: () => entryRows(scope, month, ['subscriber'], null, PAGE) },
    {
      name: 'Entries of a month, further on',
      read: () => entryRows(scope, month, ['subscriber'], [middle, ...later], PAGE),
    },
    { name: 'Items behind MRR', read: () => spanRows(scope, month.start, null, PAGE) },
    { name: 'Items behind MRR, further on', read: () => spanRows(scope, month.start, [...later, month.start], PAGE) },
    { name: 'Customers who pay', read: () => customerRows(scope, month.start, null, null, PAGE) },
    { name: 'Customers who pay, further on', read: () => customerRows(scope, month.start, null, later, PAGE) },
    { name: 'Customers who left', read: () => customerRows(scope, month.start, month.end, null, PAGE) },
    { name: 'People of a cohort', read: () => cohortRows(scope, REALISED_DAYS, null, PAGE) },
  ];
}
