'use client';

import { Title } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { EmptyReport, isEmpty } from '../empty-report';
import { MetricCard } from '../metric-card';
import { MetricChart } from '../metric-chart';
import classes from '../report.module.css';
import { RefundDateSwitch } from './refund-date-switch';
import { RefundTable } from './refund-table';

interface RefundsReportProps {
  params: ReportParams;
  refunds: MetricResult;
  byAmount: MetricResult;
  byCount: MetricResult;
}

export function RefundsReport({ params, refunds, byAmount, byCount }: RefundsReportProps) {
  const denominators = { ...byCount, series: byCount.series.map(asDenominators) };
  if (isEmpty(refunds, denominators)) return <EmptyReport what="sales or refunds" mode={params.mode} />;
  return (
    <>
      <RefundDateSwitch />
      <div className={classes.cards}>
        <MetricCard result={byAmount} params={params} goodWhen="down" label="Refund rate by amount" />
        <MetricCard result={byCount} params={params} goodWhen="down" label="Refund rate by count" />
        <MetricCard result={refunds} params={params} goodWhen="down" label="Refunded" />
      </div>
      <MetricChart title="Refunded amount" result={refunds} params={params} shape="bars" breakdown={null} />
      <MetricChart title="Refund rate by amount" result={byAmount} params={params} shape="level" breakdown={null} />
      <section>
        <Title order={2} mb={8}>
          Refunds by period
        </Title>
        <RefundTable {...{ params, refunds, byAmount, byCount }} />
      </section>
    </>
  );
}

/** No refund is good news, not an empty report: what matters is whether anything was sold. */
function asDenominators(series: MetricResult['series'][number]) {
  return { ...series, points: series.points.map((point) => ({ ...point, value: point.denominator })) };
}
