import { bucketStart, type WeekStart } from '@/lib/calendar/days';
import type { Entry, FreshMeasure, Measure } from './entry';

const BEGINNINGS: readonly Measure[] = ['mrr_new', 'mrr_reactivation'];
const LEFT_OUT: Partial<Record<Measure, 'expansion' | 'contraction' | 'churn'>> = {
  mrr_expansion: 'expansion',
  mrr_contraction: 'contraction',
  mrr_churn: 'churn',
};
/** Each lies within the next, so that the shortest one tells of all; weeks lie across them. */
const NESTED = ['month', 'quarter', 'year'] as const;

/**
 * Copies of the movements that net and gross retention leave out: of customers who began, or came back, within the same
 * week, month, quarter or year (definitions B2-7). They are few, so that all movements less these is the quick way to those
 * of the customers who had MRR when the period began.
 */
export function deriveFresh(movements: readonly Entry[], weekStart: WeekStart): Entry[] {
  const since = new Map<string, string>();
  return movements.flatMap((entry) => {
    if (BEGINNINGS.includes(entry.measure)) since.set(entry.currency, entry.day);
    const kind = LEFT_OUT[entry.measure];
    const began = since.get(entry.currency);
    if (kind === undefined || began === undefined) return [];
    const shared = (period: 'week' | 'month' | 'quarter' | 'year') =>
      bucketStart(entry.day, period, weekStart) === bucketStart(began, period, weekStart);
    const shortest = NESTED.find(shared);
    const copies: FreshMeasure[] = [];
    if (shared('week')) copies.push(`fresh_${kind}_week`);
    if (shortest) copies.push(`fresh_${kind}_${shortest}`);
    return copies.map((measure) => ({
      ...entry,
      id: `${measure}:${entry.id}`,
      measure,
      detail: { ...entry.detail, description: `${entry.detail.description}; paying since ${began}` },
    }));
  });
}
