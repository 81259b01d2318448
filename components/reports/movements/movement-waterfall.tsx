'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { Waterfall } from '../../charts/waterfall';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { bridgeSteps } from '../mrr/bridge-steps';
import { MOVEMENTS, type MovementPeriod, movementTotal } from '../mrr/movement-periods';
import { useCsvUrl } from '../use-csv-url';
import { WaterfallTable } from './waterfall-table';

interface MovementWaterfallProps {
  mrr: MetricResult;
  periods: MovementPeriod[];
  /** The whole range compared with, when there is one. */
  compared: MovementPeriod | null;
  params: ReportParams;
}

/** The way from opening to closing MRR, as a picture and, beside the range compared with, as a table. */
export function MovementWaterfall({ mrr, periods, compared, params }: MovementWaterfallProps) {
  const [, explain] = useExplain();
  const format = useFormat(mrr);
  const csvUrl = useCsvUrl();
  const whole = movementTotal(periods);
  if (!whole) return null;
  const steps = bridgeSteps(whole, periods.at(-1));
  const range = formatRange(whole.start, whole.end);

  return (
    <ChartFrame
      title={`Opening to closing MRR, ${range}`}
      legend={[]}
      csv={[
        { label: 'MRR (CSV)', href: csvUrl('mrr', { breakdown: null }) },
        ...MOVEMENTS.map(({ metric, label }) => ({
          label: `${label} (CSV)`,
          href: csvUrl(metric, { breakdown: null }),
        })),
      ]}
      fileName={`mrr-waterfall-${params.from}-${params.to}`}
      chart={
        <Waterfall
          label={`MRR from opening to closing, ${range}`}
          steps={steps}
          format={format}
          onSelect={(index) => {
            const step = steps[index];
            if (step) explain(step.target);
          }}
        />
      }
      table={<WaterfallTable mrr={mrr} steps={steps} compared={compared && bridgeSteps(compared)} range={range} />}
    />
  );
}
