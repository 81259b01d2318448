'use client';

import { Anchor, Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { Account, MetricResult, ReportParams, Unconverted } from '@/lib/reports/types';
import { isEmpty } from '../empty-report';
import { LatestCard } from '../latest-card';
import { MetricCard } from '../metric-card';
import { movementPeriods } from '../mrr/movement-periods';
import { MrrBridge } from '../mrr/mrr-bridge';
import classes from '../report.module.css';
import { revenueLabel } from '../revenue-label';
import { useReportHref } from '../use-report-href';
import { DataHealth, type Health } from './data-health';
import { EventTicker } from './event-ticker';

export interface OverviewReportProps {
  params: ReportParams;
  account: Account;
  health: Health;
  mrr: MetricResult;
  /** In the order of MOVEMENTS. */
  movements: MetricResult[];
  arr: MetricResult;
  netRevenue: MetricResult;
  subscribers: MetricResult;
  churn: MetricResult;
  conversion: MetricResult;
  refundRate: MetricResult;
  ltv: MetricResult;
}

export function OverviewReport({ params, account, health, mrr, movements, netRevenue, ...rest }: OverviewReportProps) {
  const href = useReportHref();
  const nothing = health.lastEventAt === null && isEmpty(mrr, netRevenue, ...movements);
  return (
    <>
      <DataHealth health={health} unconverted={merge([mrr, netRevenue, rest.refundRate])} timeZone={account.timeZone} />
      {nothing && <FirstStep />}
      <div className={classes.cards}>
        <MetricCard result={mrr} params={params} goodWhen="up" href={href('/mrr')} />
        <MetricCard result={rest.arr} params={params} goodWhen="up" href={href('/mrr')} />
        <MetricCard
          result={netRevenue}
          params={params}
          goodWhen="up"
          href={href('/revenue')}
          label={revenueLabel(netRevenue.label, account.feeHandling, netRevenue.total.parts?.fees ?? null)}
        />
        <MetricCard result={rest.subscribers} params={params} goodWhen="up" href={href('/mrr')} />
        <LatestCard result={rest.churn} goodWhen="down" href={href('/mrr')} />
        <MetricCard result={rest.conversion} params={params} goodWhen="up" href={href('/trials')} />
        <MetricCard result={rest.refundRate} params={params} goodWhen="down" href={href('/refunds')} />
        <MetricCard result={rest.ltv} params={params} goodWhen="up" href={href('/mrr')} />
      </div>
      <div className={classes.split}>
        <MrrBridge mrr={mrr} periods={movementPeriods(mrr, movements)} />
        <EventTicker mode={params.mode} timeZone={account.timeZone} />
      </div>
    </>
  );
}

function FirstStep() {
  return (
    <section>
      <Title order={2} mb={4}>
        No data yet
      </Title>
      <Text size="sm">
        The figures fill as soon as Headwater can read your Stripe account.{' '}
        <Anchor component={Link} href="/sources" inherit underline="always">
          Connect Stripe
        </Anchor>
      </Text>
    </section>
  );
}

/** The amounts without a rate, each currency once: several figures leave out the same sale. */
function merge(results: MetricResult[]): Unconverted[] {
  const largest = new Map<string, Unconverted>();
  for (const amount of results.flatMap(({ unconverted }) => unconverted)) {
    const known = largest.get(amount.currency);
    if (!known || known.count < amount.count) largest.set(amount.currency, amount);
  }
  return [...largest.values()];
}
