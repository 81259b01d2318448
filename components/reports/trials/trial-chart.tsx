'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { StackedBars } from '../../charts/stacked-bars';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import { pointTarget } from '../metric-target';
import { toPeriods } from '../to-chart';
import { useCsvUrl } from '../use-csv-url';
import { maturedRate, stateCounts, TRIAL_STATES } from './trial-states';
import { TrialTable } from './trial-table';

/** What became of the trials that started in each period. */
export function TrialChart({ conversion, params }: { conversion: MetricResult; params: ReportParams }) {
  const [, explain] = useExplain();
  const count = useFormat({ unit: 'count', currency: conversion.currency });
  const percent = useFormat({ unit: 'ratio', currency: conversion.currency });
  const csvUrl = useCsvUrl();
  const points = conversion.series[0]?.points ?? [];
  const periods = toPeriods(points, conversion.interval);
  const counts = points.map(stateCounts);
  const series = TRIAL_STATES.map((state, at) => ({ ...state, values: counts.map((own) => own[at] ?? 0) }));

  return (
    <ChartFrame
      title="Trials by start and outcome"
      legend={series}
      partial={periods.some(({ partial }) => partial) ? 'pale' : undefined}
      csv={[
        { label: 'Trials (CSV)', href: csvUrl('trials') },
        { label: 'Conversion (CSV)', href: csvUrl('trial-conversion') },
      ]}
      fileName={`trials-${params.from}-${params.to}`}
      chart={
        <StackedBars
          label="Trials by the period they started in, by outcome"
          periods={periods}
          series={series}
          format={count}
          integers
          notes={(index) => [
            { label: 'Converted of all', value: percent(points[index]?.value ?? null) },
            { label: 'Converted of matured', value: percent(maturedRate(points[index]).value) },
          ]}
          onSelect={(index) => {
            const point = points[index];
            if (point) explain(pointTarget('trial-conversion', point));
          }}
        />
      }
      table={<TrialTable conversion={conversion} params={params} bare />}
    />
  );
}
