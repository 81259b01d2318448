'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { BridgeChart } from '../bridge/bridge-chart';
import { bridgeSteps } from '../mrr/bridge-steps';
import { comparedTotal, MOVEMENTS, type MovementPeriod, movementTotal } from '../mrr/movement-periods';
import { useCsvUrl } from '../use-csv-url';

interface MovementWaterfallProps {
  mrr: MetricResult;
  /** In the order of MOVEMENTS. */
  movements: MetricResult[];
  periods: MovementPeriod[];
  params: ReportParams;
}

/** The way from opening to closing MRR. */
export function MovementWaterfall({ mrr, movements, periods, params }: MovementWaterfallProps) {
  const csvUrl = useCsvUrl();
  const whole = movementTotal(periods);
  if (!whole) return null;
  const before = comparedTotal(mrr, movements);
  return (
    <BridgeChart
      title="Opening to closing MRR"
      kind={mrr}
      range={formatRange(whole.start, whole.end)}
      steps={bridgeSteps(whole, periods.at(-1))}
      compared={before && { from: before.start, to: before.end, steps: bridgeSteps(before) }}
      csv={[{ metric: 'mrr', label: 'MRR' }, ...MOVEMENTS].map(({ metric, label }) => ({
        label: `${label} (CSV)`,
        href: csvUrl(metric, { breakdown: null }),
      }))}
      fileName={`mrr-waterfall-${params.from}-${params.to}`}
    />
  );
}
