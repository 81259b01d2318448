import type { MetricTotal } from '@/lib/reports/types';

type Earned = Pick<MetricTotal, 'value' | 'parts'>;

/** What was sold in a period and is earned later; negative for what is earned now and was sold before. */
export const deferredOf = ({ parts }: Pick<Earned, 'parts'>): number => parts?.deferred ?? 0;

/** What was paid: what is earned of it now, and what is put off. */
export const paidOf = ({ value, parts }: Earned): number | null => (value === null ? null : (parts?.paid ?? 0));
