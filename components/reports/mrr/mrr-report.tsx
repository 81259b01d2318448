'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { BreakdownTable } from '../breakdown-table';
import { EmptyReport, isEmpty } from '../empty-report';
import { Headline } from '../headline';
import { LatestCard } from '../latest-card';
import { LevelSwitch } from '../level-switch';
import { MetricCard } from '../metric-card';
import { MetricChart } from '../metric-chart';
import type { Rate } from '../rate';
import classes from '../report.module.css';
import { MovementChart } from './movement-chart';
import { movementPeriods } from './movement-periods';
import { MovementSection } from './movement-section';

interface MrrReportProps {
  params: ReportParams;
  /** MRR under the chosen breakdown; the same as `mrr` when there is none. */
  byBreakdown: MetricResult;
  mrr: MetricResult;
  /** The part of it that no event told of. */
  reconstructed: MetricResult;
  /** In the order of MOVEMENTS. */
  movements: MetricResult[];
  quickRatio: MetricResult;
  /** Figures of whole customers are null under filters that cut through customers, such as one product. */
  churn: MetricResult | null;
  arpu: MetricResult | null;
  /** Other levels of the same subscriptions: committed, in trial, at list price. */
  levels: Rate[];
}

export function MrrReport({ params, byBreakdown, mrr, reconstructed, movements, ...figures }: MrrReportProps) {
  const { quickRatio, churn, arpu, levels } = figures;
  if (isEmpty(mrr, ...movements)) return <EmptyReport what="recurring revenue" mode={params.mode} />;
  const periods = movementPeriods(mrr, movements);
  return (
    <>
      <Headline result={mrr} params={params} goodWhen="up" />
      <MetricChart
        title="MRR over time"
        result={byBreakdown}
        params={params}
        shape="level"
        breakdown={params.breakdown}
        reconstructed={reconstructed}
        note="Level at the end of each period, after running discounts, before exclusive tax, never net of Stripe fees."
      />
      <LevelSwitch />
      <div className={classes.cards}>
        {levels.map(({ result, goodWhen }) => (
          <MetricCard key={result.metric} result={result} params={params} goodWhen={goodWhen} />
        ))}
        <MetricCard result={quickRatio} params={params} goodWhen="up" />
        {churn && <LatestCard result={churn} goodWhen="down" />}
        {arpu && <MetricCard result={arpu} params={params} goodWhen="up" />}
      </div>
      {params.breakdown && (
        <BreakdownTable result={byBreakdown} breakdown={params.breakdown} params={params} goodWhen="up" />
      )}
      <MovementChart {...{ mrr, periods, params, reconstructed }} />
      <MovementSection mrr={mrr} periods={periods} params={params} />
    </>
  );
}
