'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { StackedBars } from '../../charts/stacked-bars';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { pointTarget } from '../metric-target';
import { toPeriods } from '../to-chart';
import { useCsvUrl } from '../use-csv-url';
import { maturedRate, stateCounts, type TrialDate, trialStates } from './trial-states';
import { TrialTable } from './trial-table';

interface TrialChartProps {
  conversion: MetricResult;
  by: TrialDate;
  params: ReportParams;
}

/** What became of the trials that started, or ended, in each period. */
export function TrialChart({ conversion, by, params }: TrialChartProps) {
  const [, explain] = useExplain();
  const count = useFormat({ unit: 'count', currency: conversion.currency });
  const percent = useFormat({ unit: 'ratio', currency: conversion.currency });
  const csvUrl = useCsvUrl();
  const points = conversion.series[0]?.points ?? [];
  const periods = toPeriods(points, conversion.interval);
  const counts = points.map((point) => stateCounts(by, point));
  const series = trialStates(by).map((state, at) => ({ ...state, values: counts.map((own) => own[at] ?? 0) }));
  const title = `Trials by ${by} and outcome`;

  return (
    <ChartFrame
      title={title}
      legend={series}
      partial={periods.some(({ partial }) => partial) ? 'pale' : undefined}
      csv={[
        ...(by === 'start' ? [{ label: 'Trials (CSV)', href: csvUrl('trials', { breakdown: null }) }] : []),
        { label: 'Conversion (CSV)', href: csvUrl('trial-conversion', { breakdown: null }) },
      ]}
      fileName={`trials-${params.from}-${params.to}`}
      chart={
        <StackedBars
          label={title}
          periods={periods}
          series={series}
          format={count}
          integers
          notes={(index) => [
            { label: 'Converted of all', value: percent(points[index]?.value ?? null) },
            { label: 'Converted of matured', value: percent(maturedRate(by, points[index]).value) },
          ]}
          onSelect={(index) => {
            const point = points[index];
            if (point) explain(pointTarget('trial-conversion', point));
          }}
        />
      }
      table={<TrialTable conversion={conversion} by={by} params={params} />}
    />
  );
}
