import type { MetricTotal } from '@/lib/reports/types';
import type { ExplainTarget } from '../explain/explain-target';

/** How a dispute can stand, best outcome first (the parts of a dispute figure). */
export const OUTCOMES = [
  { key: 'won', label: 'Won', color: 'var(--mantine-color-teal-6)' },
  { key: 'open', label: 'Open', color: 'var(--mantine-color-gray-5)' },
  { key: 'refunded', label: 'Refunded', color: 'var(--mantine-color-orange-5)' },
  { key: 'lost', label: 'Lost', color: 'var(--mantine-color-red-6)' },
] as const;

/** Questions of a bank that may become disputes; they are in no sum. */
export const INQUIRIES = 'inquiries';

export const partOf = (figure: Pick<MetricTotal, 'parts'> | undefined, part: string): number =>
  figure?.parts?.[part] ?? 0;

export const disputeTarget = (
  metric: 'disputes' | 'disputed-amount',
  { start, end }: { start: string; end: string },
  part?: string,
): ExplainTarget => ({ metric, ...(part ? { part } : {}), start, end });
