import { addMonths, type Bucket, bucketStart, buckets, dayOf } from '@/lib/calendar/days';
import type { Definitions } from '@/lib/ledger/definitions';
import { type Computed, compute } from '@/lib/metrics/compute';
import { loadRates } from '@/lib/metrics/load-rates';
import type { Scope } from '@/lib/metrics/scope';
import { findMetric } from '@/lib/reports/build-scope';
import type { Account } from '@/lib/reports/types';
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
  const current = await currentDefinitions(account.workspaceId);
  const scope = lastMonths(account, now);
  const options = { interval: 'month', weekStart: account.weekStart, fees: false, basis: null } as const;
  const kept = (metric: string) => compute(findMetric(metric), scope, options);
  const [mrr, subscribers, book] = await Promise.all([
    kept('mrr'),
    kept('active-subscribers'),
    presetBook(account.workspaceId, definitions),
  ]);
  const before = { mrr, subscribers };
  const after = {
    mrr: await fromBook(book, { kind: 'mrr', times: 1 }, scope),
    subscribers: await fromBook(book, { kind: 'subscribers' }, scope),
  };
  const at = (computed: Computed, index: number) => Number(computed.series[0]?.points[index]?.value ?? 0n);
  return {
    currency: account.currency,
    unchanged: sameMrr(current, definitions),
    months: scope.buckets.map((bucket, index) => ({
      ...bucket,
      incomplete: bucket.end > scope.today,
      mrr: { before: at(before.mrr, index), after: at(after.mrr, index) },
      subscribers: { before: at(before.subscribers, index), after: at(after.subscribers, index) },
    })),
  };
}

function lastMonths({ workspaceId, currency, timeZone, weekStart }: Account, now: Date): Scope {
  const today = dayOf(now, timeZone);
  const running = bucketStart(today, 'month', weekStart);
  const [from, to] = [addMonths(running, -11), addMonths(running, 1)];
  return {
    workspaceId,
    livemode: true,
    currency,
    reportingCurrency: currency,
    buckets: buckets(from, to, 'month', weekStart),
    today,
    zone: null,
    breakdown: null,
    filters: [],
    rates: () => loadRates(workspaceId, from, to),
  };
}
