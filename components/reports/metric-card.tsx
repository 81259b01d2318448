'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../format/format-period';
import { FigureCard } from './figure-card';
import { MetricChange } from './metric-change';
import { totalTarget } from './metric-target';

interface MetricCardProps {
  result: MetricResult;
  params: ReportParams;
  goodWhen: 'up' | 'down';
  href?: string;
  /** Overrides the metric's own label where a setting must be named. */
  label?: string;
}

/** A metric over the whole range. */
export function MetricCard({ result, params, goodWhen, href, label = result.label }: MetricCardProps) {
  return (
    <FigureCard
      label={label}
      href={href}
      result={result}
      figure={result.total}
      target={totalTarget(result, params)}
      name={`${label}, ${formatRange(params.from, params.to)}`}
      change={<MetricChange result={result} goodWhen={goodWhen} />}
      spark={result.series[0]?.points.map(({ value }) => value)}
    />
  );
}
