'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { BreakdownTable } from '../breakdown-table';
import { EmptyReport, isEmpty } from '../empty-report';
import { MetricCard } from '../metric-card';
import { MetricChart } from '../metric-chart';
import { Notice } from '../notice';
import classes from '../report.module.css';
import { type DisputeFigures, DisputeSection } from './dispute-section';
import { RefundDateSwitch } from './refund-date-switch';
import { RefundKindSwitch } from './refund-kind-switch';
import { RefundTable } from './refund-table';

interface RefundsReportProps {
  params: ReportParams;
  refunds: MetricResult;
  lost: MetricResult;
  /** Of payments, which have no product: null under filters by one. */
  rates: { byAmount: MetricResult; byCount: MetricResult } | null;
  disputes: DisputeFigures | null;
  /** Under the chosen breakdown, what has it. */
  byBreakdown: MetricResult[];
}

export function RefundsReport({ params, refunds, lost, rates, disputes, byBreakdown }: RefundsReportProps) {
  const sold = rates ? [{ ...rates.byCount, series: rates.byCount.series.map(asDenominators) }] : [];
  if (isEmpty(refunds, lost, ...sold)) return <EmptyReport what="sales or refunds" mode={params.mode} />;
  const [refundsBy = refunds] = byBreakdown;
  return (
    <>
      <div className={classes.switches}>
        <RefundDateSwitch />
        {rates && <RefundKindSwitch />}
      </div>
      {!rates && (
        <Notice tone="warning" title="Rates and disputes are not shown under this filter">
          They are counted by payment, and a payment can be for several products. Remove the filter by product, price or
          billing interval to see them.
        </Notice>
      )}
      <div className={classes.cards}>
        {rates && (
          <>
            <MetricCard result={rates.byAmount} params={params} goodWhen="down" label="Refund rate by amount" />
            <MetricCard result={rates.byCount} params={params} goodWhen="down" label="Refund rate by count" />
          </>
        )}
        <MetricCard result={refunds} params={params} goodWhen="down" label="Refunded" />
        <MetricCard result={lost} params={params} goodWhen="down" label="Lost disputes" />
      </div>
      <MetricChart
        title="Refunded amount"
        result={refundsBy}
        params={params}
        shape="bars"
        breakdown={params.breakdown}
      />
      {rates && (
        <MetricChart
          title="Refund rate by amount"
          result={rates.byAmount}
          params={params}
          shape="level"
          breakdown={null}
        />
      )}
      {byBreakdown.map(
        (result) =>
          params.breakdown && (
            <BreakdownTable
              key={result.metric}
              result={result}
              breakdown={params.breakdown}
              params={params}
              goodWhen="down"
            />
          ),
      )}
      <RefundTable
        params={params}
        columns={[
          { label: 'Refunded', result: refunds },
          ...(rates
            ? [
                { label: 'Rate by amount', result: rates.byAmount },
                { label: 'Rate by count', result: rates.byCount },
              ]
            : []),
          { label: 'Lost disputes', result: lost },
        ]}
      />
      {disputes && <DisputeSection {...disputes} params={params} />}
    </>
  );
}

/** No refund is good news, not an empty report: what matters is whether anything was sold. */
function asDenominators(series: MetricResult['series'][number]) {
  return { ...series, points: series.points.map((point) => ({ ...point, value: point.denominator })) };
}
