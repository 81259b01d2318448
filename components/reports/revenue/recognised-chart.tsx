'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { paletteColor } from '../../charts/chart-model';
import { LevelChart } from '../../charts/level-chart';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { pointTarget } from '../metric-target';
import { toPeriods } from '../to-chart';
import { useCsvUrl } from '../use-csv-url';
import { deferredOf, paidOf } from './recognised-revenue';
import { RecognisedTable } from './recognised-table';

/** Sales when they are earned beside the same sales when they were paid. */
export function RecognisedChart({ recognised, params }: { recognised: MetricResult; params: ReportParams }) {
  const [, explain] = useExplain();
  const format = useFormat(recognised);
  const csvUrl = useCsvUrl();
  const points = recognised.series[0]?.points ?? [];
  const periods = toPeriods(points, recognised.interval);
  const series = [
    { key: 'recognised', label: 'Recognised', color: paletteColor(0), values: points.map(({ value }) => value) },
    { key: 'paid', label: 'Paid', color: paletteColor(1), values: points.map(paidOf) },
  ];
  const title = 'Recognised and paid';
  return (
    <ChartFrame
      title={title}
      note="Sales without discounts and tax, before refunds and fees: when they are earned, and when they were paid."
      legend={series}
      partial={periods.some(({ partial }) => partial) ? 'dashed' : undefined}
      csv={[{ label: 'Recognised (CSV)', href: csvUrl('recognised-revenue', { breakdown: null }) }]}
      fileName={`recognised-${params.from}-${params.to}`}
      chart={
        <LevelChart
          label={title}
          periods={periods}
          series={series}
          format={format}
          notes={(index) => {
            const point = points[index];
            return point ? [{ label: 'Deferred', value: format(deferredOf(point), { sign: true }) }] : [];
          }}
          onSelect={(index) => {
            const point = points[index];
            if (point) explain(pointTarget('recognised-revenue', point));
          }}
        />
      }
      table={<RecognisedTable recognised={recognised} params={params} />}
    />
  );
}
