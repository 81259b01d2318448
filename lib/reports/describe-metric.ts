import { dimensionsOf } from '@/lib/metrics/metric';
import { metrics } from '@/lib/metrics/registry';
import { findMetric } from './build-scope';
import type { Account, Dimension, Unit } from './types';

/** A metric as the registry, the glossary and the REST API name it. */
export interface MetricDescription {
  id: string;
  label: string;
  unit: Unit;
  definition: string;
  dimensions: readonly Dimension[];
  /** False when the parts of a breakdown may add up to more than the total. */
  additive: boolean;
  rollup: 'last' | 'sum' | 'pooled';
  good: 1 | -1 | 0;
}

type Reported = Pick<Account, 'metadataKeys'>;

/** Throws `not_found` for an unknown id. */
export function describeMetric({ metadataKeys }: Reported, id: string): MetricDescription {
  const metric = findMetric(id);
  const { label, unit, definition, additive, rollup, good } = metric;
  return { id, label, unit, definition, dimensions: dimensionsOf(metric, metadataKeys), additive, rollup, good };
}

export const describeMetrics = (account: Reported): MetricDescription[] =>
  Object.keys(metrics).map((id) => describeMetric(account, id));
