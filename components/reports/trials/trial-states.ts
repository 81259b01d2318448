import type { MetricTotal } from '@/lib/reports/types';

/** Where a trial can stand, best outcome first (the parts of a trial figure). */
export const TRIAL_STATES = [
  { key: 'converted', label: 'Converted', color: 'var(--mantine-color-teal-6)' },
  { key: 'converted_free', label: 'Converted, free', color: 'var(--mantine-color-cyan-5)' },
  { key: 'pending', label: 'Pending', color: 'var(--mantine-color-gray-5)' },
  { key: 'at_risk', label: 'At risk', color: 'var(--mantine-color-yellow-5)' },
  { key: 'abandoned', label: 'Abandoned', color: 'var(--mantine-color-red-6)' },
] as const;

export function stateCounts(figure: Pick<MetricTotal, 'parts'> | undefined): number[] {
  return TRIAL_STATES.map(({ key }) => figure?.parts?.[key] ?? 0);
}

/** Conversion among the trials whose outcome is known: all without the pending and the at-risk ones. */
export function maturedRate(figure: Pick<MetricTotal, 'numerator' | 'denominator' | 'parts'> | undefined): MetricTotal {
  const { numerator = null, denominator: all = null, parts = {} } = figure ?? {};
  if (numerator === null || all === null) return { value: null, numerator, denominator: all };
  const matured = all - (parts.pending ?? 0) - (parts.at_risk ?? 0);
  return { value: matured === 0 ? null : numerator / matured, numerator, denominator: matured };
}
