import { addMonths, bucketStart, dayOf } from '@/lib/calendar/days';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, MetricResult, ReportParams } from '@/lib/reports/types';
import type { PreviewResult } from './types';

type Effect = Omit<PreviewResult['effects'][number], 'before' | 'after'> & { value: number | null };

/** The reports whose numbers depend on who is one person. */
const COUNTING_PEOPLE: readonly { metric: string; level?: 'person' }[] = [
  { metric: 'customer-churn', level: 'person' },
  { metric: 'buyers-by-product' },
  { metric: 'average-purchases-per-user' },
  { metric: 'purchase-frequency' },
  { metric: 'arppu' },
  { metric: 'realised-ltv' },
  { metric: 'revenue-per-mapped-user' },
];

/** What the main reports say of the last twelve months, asked of whatever ledger is chosen. */
export async function loadEffects(account: Account, now: Date): Promise<Effect[]> {
  const params = lastTwelveMonths(account, now);
  const effects: Effect[] = [];
  for (const { metric, ...level } of COUNTING_PEOPLE)
    effects.push(...effectsOf(await loadMetric(account, metric, { ...params, ...level }, now)));
  return effects;
}

/** Its total; how many people bought how often, each range for itself. */
function effectsOf({ metric, label, unit, total }: MetricResult): Effect[] {
  if (metric !== 'purchase-frequency') return [{ metric, label, unit, value: total.value }];
  return Object.entries(total.parts ?? {}).map(([times, value]) => ({
    metric,
    unit,
    value,
    label: `${label}: ${times}`,
  }));
}

function lastTwelveMonths({ currency, timeZone, weekStart }: Account, now: Date): ReportParams {
  const running = bucketStart(dayOf(now, timeZone), 'month', weekStart);
  return {
    ...{ from: addMonths(running, -11), to: addMonths(running, 1), interval: 'month', currency },
    ...{ breakdown: null, filters: [], compare: null, mode: 'live' },
  };
}
