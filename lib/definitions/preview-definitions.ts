import { addMonths, type Bucket, bucketStart, dayOf } from '@/lib/calendar/days';
import type { Definitions } from '@/lib/ledger/definitions';
import type { Computed } from '@/lib/metrics/raw-points';
import { buildScope, findMetric } from '@/lib/reports/build-scope';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, MetricResult, ReportParams } from '@/lib/reports/types';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { sameMrr } from './changed-settings';
import { fromBook } from './from-book';
import { presetBook } from './preset-book';

/** A figure under the definitions in force and under the others; minor units for money. */
export interface BeforeAfter {
  before: number;
  after: number;
}

export interface PreviewMonth extends Bucket {
  /** It is still running: its figures are as of now. */
  incomplete: boolean;
  mrr: BeforeAfter;
  /** Paying subscribers. */
  subscribers: BeforeAfter;
}

export interface DefinitionsPreview {
  currency: string;
  /** The last eleven months and the running one, in order. */
  months: PreviewMonth[];
  /** No figure of MRR depends on what differs. */
  unchanged: boolean;
}

/** MRR and paying subscribers of the last twelve months as they are, and as they would be. Writes nothing. */
export async function previewDefinitions(
  account: Account,
  definitions: Definitions,
  now = new Date(),
): Promise<DefinitionsPreview> {
  const params = lastMonths(account, now);
  const scope = buildScope(account, findMetric('mrr'), params, now);
  const [current, mrr, subscribers, book] = await Promise.all([
    currentDefinitions(account.workspaceId),
    loadMetric(account, 'mrr', params, now),
    loadMetric(account, 'active-subscribers', params, now),
    presetBook(account.workspaceId, definitions),
  ]);
  const newMrr = await fromBook(book, { kind: 'mrr', times: 1 }, scope);
  const newSubscribers = await fromBook(book, { kind: 'subscribers' }, scope);
  const before = ({ series }: MetricResult, index: number) => series[0]?.points[index]?.value ?? 0;
  const after = ({ series }: Computed, index: number) => Number(series[0]?.points[index]?.value ?? 0n);
  return {
    currency: account.currency,
    unchanged: sameMrr(current, definitions),
    months: scope.buckets.map((bucket, index) => ({
      ...bucket,
      incomplete: bucket.end > scope.today,
      mrr: { before: before(mrr, index), after: after(newMrr, index) },
      subscribers: { before: before(subscribers, index), after: after(newSubscribers, index) },
    })),
  };
}

function lastMonths({ currency, timeZone, weekStart }: Account, now: Date): ReportParams {
  const running = bucketStart(dayOf(now, timeZone), 'month', weekStart);
  return {
    from: addMonths(running, -11),
    to: addMonths(running, 1),
    interval: 'month',
    currency,
    breakdown: null,
    filters: [],
    compare: null,
    mode: 'live',
  };
}
