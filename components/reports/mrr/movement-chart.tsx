'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { StackedBars } from '../../charts/stacked-bars';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { pointTarget } from '../metric-target';
import { markInferred, toPeriods } from '../to-chart';
import { useCsvUrl } from '../use-csv-url';
import { MOVEMENTS, type MovementPeriod } from './movement-periods';
import { MovementTable } from './movement-table';

interface MovementChartProps {
  mrr: MetricResult;
  periods: MovementPeriod[];
  params: ReportParams;
  reconstructed: MetricResult;
}

/** What moved MRR in each period, gains up and losses down. */
export function MovementChart({ mrr, periods, params, reconstructed }: MovementChartProps) {
  const [, explain] = useExplain();
  const format = useFormat(mrr);
  const csvUrl = useCsvUrl();
  const chartPeriods = markInferred(toPeriods(mrr.series[0]?.points ?? [], mrr.interval), reconstructed);
  const series = MOVEMENTS.map(({ metric, label, color }, at) => ({
    key: metric,
    label,
    color,
    values: periods.map(({ steps }) => steps[at] ?? 0),
  }));

  return (
    <ChartFrame
      title="MRR movements"
      legend={series}
      partial={chartPeriods.some((period) => period.partial) ? 'pale' : undefined}
      inferred={chartPeriods.some(({ inferred }) => inferred)}
      csv={MOVEMENTS.map(({ metric, label }) => ({
        label: `${label} (CSV)`,
        href: csvUrl(metric, { breakdown: null }),
      }))}
      fileName={`mrr-movements-${params.from}-${params.to}`}
      chart={
        <StackedBars
          label="MRR movements"
          periods={chartPeriods}
          series={series}
          format={format}
          notes={(index) => [{ label: 'Closing MRR', value: format(periods[index]?.closing ?? null) }]}
          onSelect={(index, metric = 'net-new-mrr') => {
            const period = periods[index];
            if (period) explain(pointTarget(metric, period));
          }}
        />
      }
      table={<MovementTable mrr={mrr} periods={periods} />}
    />
  );
}
