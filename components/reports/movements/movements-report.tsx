'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { EmptyReport, isEmpty } from '../empty-report';
import { Headline } from '../headline';
import { LatestCard } from '../latest-card';
import { LevelSwitch } from '../level-switch';
import { MetricCard } from '../metric-card';
import { MetricChart } from '../metric-chart';
import { MovementChart } from '../mrr/movement-chart';
import { movementPeriods } from '../mrr/movement-periods';
import { MovementSection } from '../mrr/movement-section';
import type { Rate } from '../rate';
import classes from '../report.module.css';
import { MovementBreakdown } from './movement-breakdown';
import { MovementWaterfall } from './movement-waterfall';

interface MovementsReportProps {
  params: ReportParams;
  mrr: MetricResult;
  /** The part of it that no event told of. */
  reconstructed: MetricResult;
  /** In the order of MOVEMENTS. */
  movements: MetricResult[];
  /** Their sum: net new MRR. */
  net: MetricResult;
  /** The same under the chosen breakdown. */
  parts: { movements: MetricResult[]; net: MetricResult } | null;
  quickRatio: MetricResult;
  /** Retention and churn of MRR, each by period. */
  rates: Rate[];
}

export function MovementsReport({ params, mrr, reconstructed, movements, net, ...figures }: MovementsReportProps) {
  const { parts, quickRatio, rates } = figures;
  if (isEmpty(mrr, ...movements)) return <EmptyReport what="MRR movements" mode={params.mode} />;
  const periods = movementPeriods(mrr, movements);
  return (
    <>
      <Headline result={net} params={params} goodWhen="up" />
      <MovementWaterfall {...{ mrr, movements, periods, params }} />
      <LevelSwitch />
      <div className={classes.cards}>
        <MetricCard result={quickRatio} params={params} goodWhen="up" />
        {rates.map((rate) => (
          <LatestCard key={rate.result.metric} {...rate} />
        ))}
      </div>
      {params.breakdown && parts && (
        <>
          <MetricChart
            title="Net new MRR"
            result={parts.net}
            params={params}
            shape="bars"
            breakdown={params.breakdown}
            reconstructed={reconstructed}
          />
          <MovementBreakdown {...parts} breakdown={params.breakdown} params={params} />
        </>
      )}
      <MovementChart {...{ mrr, periods, params, reconstructed }} />
      <MovementSection mrr={mrr} periods={periods} params={params} />
    </>
  );
}
