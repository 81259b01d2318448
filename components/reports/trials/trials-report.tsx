'use client';

import { Text } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { BreakdownTable } from '../breakdown-table';
import { EmptyReport, isEmpty } from '../empty-report';
import { TrialCards } from './trial-cards';
import { TrialChart } from './trial-chart';
import { TrialDateSwitch } from './trial-date-switch';
import { TrialSection } from './trial-section';

interface TrialsReportProps {
  params: ReportParams;
  trials: MetricResult;
  conversion: MetricResult;
  /** Conversion under the chosen breakdown. */
  byBreakdown: MetricResult | null;
}

export function TrialsReport({ params, trials, conversion, byBreakdown }: TrialsReportProps) {
  const by = params.basis === 'end' ? 'end' : 'start';
  if (isEmpty(trials) && !conversion.total.denominator) return <EmptyReport what="trials" mode={params.mode} />;
  return (
    <>
      <TrialDateSwitch />
      <TrialCards {...{ params, by, trials, conversion }} />
      <TrialChart conversion={conversion} by={by} params={params} />
      {params.breakdown && byBreakdown && (
        <BreakdownTable result={byBreakdown} breakdown={params.breakdown} params={params} goodWhen="up" />
      )}
      <TrialSection conversion={conversion} by={by} params={params} />
      <Text size="xs" c="dimmed">
        {by === 'start'
          ? 'Trials are counted in the period they started in, so the rates of recent periods still move. Matured trials are all but the pending and the at-risk ones. '
          : 'Trials are counted in the period they ended in; those at risk may still be paid, and have not matured. '}
        A first invoice of zero is a free conversion and not part of the rate.
      </Text>
    </>
  );
}
