import { metrics } from '@/lib/metrics/registry';
import { findMetric } from './build-scope';
import type { Dimension, Unit } from './types';

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

/** Throws `not_found` for an unknown id. */
export function describeMetric(id: string): MetricDescription {
  const { label, unit, definition, dimensions, additive, rollup, good } = findMetric(id);
  return { id, label, unit, definition, dimensions, additive, rollup, good };
}

export const describeMetrics = (): MetricDescription[] => Object.keys(metrics).map(describeMetric);
