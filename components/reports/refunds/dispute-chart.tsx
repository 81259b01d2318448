'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { StackedBars } from '../../charts/stacked-bars';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { toPeriods } from '../to-chart';
import { useCsvUrl } from '../use-csv-url';
import { disputeTarget, OUTCOMES, partOf } from './dispute-outcomes';
import { DisputeTable } from './dispute-table';

interface DisputeChartProps {
  disputes: MetricResult;
  amounts: MetricResult;
  params: ReportParams;
}

/** The disputes opened in each period, by what became of them. */
export function DisputeChart({ disputes, amounts, params }: DisputeChartProps) {
  const [, explain] = useExplain();
  const count = useFormat(disputes);
  const money = useFormat(amounts);
  const csvUrl = useCsvUrl();
  const points = disputes.series[0]?.points ?? [];
  const periods = toPeriods(points, disputes.interval);
  const series = OUTCOMES.map((outcome) => ({
    ...outcome,
    values: points.map((point) => partOf(point, outcome.key)),
  }));
  const title = 'Disputes by outcome';
  return (
    <ChartFrame
      title={title}
      note="In the period they were opened in, whatever became of them since."
      legend={series}
      partial={periods.some(({ partial }) => partial) ? 'pale' : undefined}
      csv={[
        { label: 'Disputes (CSV)', href: csvUrl('disputes', { breakdown: null }) },
        { label: 'Disputed amount (CSV)', href: csvUrl('disputed-amount', { breakdown: null }) },
      ]}
      fileName={`disputes-${params.from}-${params.to}`}
      chart={
        <StackedBars
          label={title}
          periods={periods}
          series={series}
          format={count}
          integers
          notes={(index) => [
            { label: 'Disputed amount', value: money(amounts.series[0]?.points[index]?.value ?? null) },
          ]}
          onSelect={(index, outcome) => {
            const point = points[index];
            if (point) explain(disputeTarget('disputes', point, outcome));
          }}
        />
      }
      table={<DisputeTable {...{ disputes, amounts, params }} />}
    />
  );
}
