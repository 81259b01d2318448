import { addMonths, type Bucket, bucketStart, dayOf } from '@/lib/calendar/days';
import type { Definitions } from '@/lib/ledger/definitions';
import { buildScope, findMetric } from '@/lib/reports/build-scope';
import { loadMetric } from '@/lib/reports/load-metric';
import { toNumber } from '@/lib/reports/to-number';
import type { Account, MetricResult, ReportParams } from '@/lib/reports/types';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { sameMrr } from './changed-settings';
import { levelsFromBook } from './from-book';
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
  const [current, mrr, subscribers] = await Promise.all([
    currentDefinitions(account.workspaceId),
    loadMetric(account, 'mrr', params, now),
    loadMetric(account, 'active-subscribers', params, now),
  ]);
  const unchanged = sameMrr(current, definitions);
  const book = unchanged ? null : await presetBook(account.workspaceId, definitions);
  const levels = book && (await levelsFromBook(book, scope));
  const at = (index: number, { series }: MetricResult, other: bigint[] | undefined): BeforeAfter => {
    const before = series[0]?.points[index]?.value ?? 0;
    return { before, after: other ? (toNumber(other[index] ?? 0n) ?? 0) : before };
  };
  return {
    currency: account.currency,
    unchanged,
    months: scope.buckets.map((bucket, index) => ({
      ...bucket,
      incomplete: bucket.end > scope.today,
      mrr: at(index, mrr, levels?.mrr),
      subscribers: at(index, subscribers, levels?.subscribers),
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
