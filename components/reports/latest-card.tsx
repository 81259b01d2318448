'use client';

import type { MetricResult } from '@/lib/reports/types';
import { formatPeriod } from '../format/format-period';
import { ChangeBadge } from './change-badge';
import { FigureCard } from './figure-card';
import { latestPoints } from './latest-points';
import { pointTarget } from './metric-target';

interface LatestCardProps {
  result: MetricResult;
  goodWhen: 'up' | 'down';
  href?: string;
}

/**
 * A rate per period, at its last complete period. Churn by month over a year is no churn by year: pooling the months
 * would give a figure that no list of customers adds up to.
 */
export function LatestCard({ result, goodWhen, href }: LatestCardProps) {
  const { point, before } = latestPoints(result);
  if (!point) return null;
  const period = formatPeriod(point.start, point.end, result.interval);
  return (
    <FigureCard
      label={`${result.label}, ${period}`}
      href={href}
      result={result}
      figure={point}
      target={pointTarget(result.metric, point)}
      name={`${result.label}, ${period}`}
      change={
        before && (
          <ChangeBadge
            value={point.value}
            base={before.value}
            kind={result}
            goodWhen={goodWhen}
            against={formatPeriod(before.start, before.end, result.interval)}
          />
        )
      }
      spark={result.series[0]?.points.map(({ value }) => value)}
    />
  );
}
