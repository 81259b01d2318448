'use client';

import { Text } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { ChangeBadge } from '../change-badge';
import { EmptyReport, isEmpty } from '../empty-report';
import { FigureCard } from '../figure-card';
import { MetricCard } from '../metric-card';
import { totalTarget } from '../metric-target';
import classes from '../report.module.css';
import { TrialChart } from './trial-chart';
import { maturedRate } from './trial-states';
import { TrialTable } from './trial-table';

interface TrialsReportProps {
  params: ReportParams;
  trials: MetricResult;
  conversion: MetricResult;
}

export function TrialsReport({ params, trials, conversion }: TrialsReportProps) {
  if (isEmpty(trials)) return <EmptyReport what="trials" mode={params.mode} />;
  return (
    <>
      <div className={classes.cards}>
        <MetricCard result={trials} params={params} goodWhen="up" label="Trials started" />
        <MetricCard result={conversion} params={params} goodWhen="up" label="Converted, of all trials" />
        <MaturedCard conversion={conversion} params={params} />
      </div>
      <TrialChart conversion={conversion} params={params} />
      <TrialTable conversion={conversion} params={params} />
      <Text size="xs" c="dimmed">
        Trials are counted in the period they started in, so the rates of recent periods still move. Matured trials are
        all but the pending and the at-risk ones. A first invoice of zero is a free conversion and not part of the rate.
      </Text>
    </>
  );
}

function MaturedCard({ conversion, params }: Pick<TrialsReportProps, 'conversion' | 'params'>) {
  const { comparison } = conversion;
  const matured = maturedRate(conversion.total);
  return (
    <FigureCard
      label="Converted, of matured trials"
      result={conversion}
      figure={matured}
      target={{ ...totalTarget(conversion, params), part: 'matured' }}
      name="conversion of matured trials"
      change={
        comparison && (
          <ChangeBadge
            value={matured.value}
            base={maturedRate(comparison.total).value}
            kind={conversion}
            goodWhen="up"
            against={formatRange(comparison.from, comparison.to)}
          />
        )
      }
      spark={conversion.series[0]?.points.map((point) => maturedRate(point).value)}
    />
  );
}
