import type { MetricTotal } from '@/lib/reports/types';
import type { ExplainTarget } from '../explain/explain-target';

/** The date that puts a trial into a period. */
export type TrialDate = 'start' | 'end';

/** Where a trial can stand, best outcome first (the parts of a trial figure). */
const STATES = [
  { key: 'converted', label: 'Converted', color: 'var(--mantine-color-teal-6)' },
  { key: 'converted_free', label: 'Converted, free', color: 'var(--mantine-color-cyan-5)' },
  { key: 'pending', label: 'Pending', color: 'var(--mantine-color-gray-5)' },
  { key: 'at_risk', label: 'At risk', color: 'var(--mantine-color-yellow-5)' },
  { key: 'abandoned', label: 'Abandoned', color: 'var(--mantine-color-red-6)' },
] as const;

export type TrialState = (typeof STATES)[number];
type Figure = Pick<MetricTotal, 'numerator' | 'denominator' | 'parts'>;

/** The states a trial of a period can have: one that ended is no longer pending. */
export const trialStates = (by: TrialDate): readonly TrialState[] =>
  by === 'start' ? STATES : STATES.filter(({ key }) => key !== 'pending');

/** The name of a state among the parts of a conversion figure. */
const partOf = (by: TrialDate, key: TrialState['key']) => (by === 'start' ? key : `ended_${key}`);

export const stateCounts = (by: TrialDate, figure: Pick<MetricTotal, 'parts'> | undefined): number[] =>
  trialStates(by).map(({ key }) => figure?.parts?.[partOf(by, key)] ?? 0);

/** All trials of a period, or those in one state. */
export function trialsTarget(
  by: TrialDate,
  { start, end }: { start: string; end: string },
  key?: TrialState['key'],
): ExplainTarget {
  if (by === 'start') return { metric: 'trials', ...(key ? { part: key } : {}), start, end };
  return { metric: 'trial-conversion', part: key ? partOf(by, key) : 'ended', start, end };
}

/** Conversion among the trials whose outcome is known: all without the pending and the at-risk ones. */
export function maturedRate(by: TrialDate, figure: Figure | undefined): MetricTotal {
  const { numerator = null, denominator: all = null, parts = {} } = figure ?? {};
  if (numerator === null || all === null) return { value: null, numerator, denominator: all };
  const open = by === 'start' ? (parts.pending ?? 0) + (parts.at_risk ?? 0) : (parts[partOf(by, 'at_risk')] ?? 0);
  const matured = all - open;
  return { value: matured === 0 ? null : numerator / matured, numerator, denominator: matured };
}
