'use client';

import { Anchor, Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { Account, MetricResult, ReportParams, Unconverted } from '@/lib/reports/types';
import { TableSection } from '../csv/table-section';
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
import { type OverviewFigure, overviewCsv } from './overview-csv';

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
  const net = revenueLabel(netRevenue.label, account.feeHandling, netRevenue.total.parts?.fees ?? null);
  const figures: Card[] = [
    card(mrr, 'up', href('/mrr')),
    card(rest.arr, 'up', href('/mrr')),
    { ...card(netRevenue, 'up', href('/revenue')), label: net },
    card(rest.subscribers, 'up', href('/mrr')),
    { ...card(rest.churn, 'down', href('/mrr')), latest: true },
    card(rest.conversion, 'up', href('/trials')),
    card(rest.refundRate, 'down', href('/refunds')),
    card(rest.ltv, 'up', href('/mrr')),
  ];
  const nothing = health.lastEventAt === null && isEmpty(mrr, netRevenue, ...movements);
  return (
    <>
      <DataHealth
        health={health}
        unconverted={merge([mrr, netRevenue, rest.refundRate])}
        timeZone={account.timeZone}
        days={nothing ? null : { from: params.from, to: params.to, mode: params.mode }}
      />
      {nothing && <FirstStep />}
      <TableSection
        title="Main figures"
        fileName={`overview-${params.from}-${params.to}`}
        csv={() => overviewCsv(figures, params)}
      >
        <div className={classes.cards}>
          {figures.map(({ result, label, latest, goodWhen, href }) =>
            latest ? (
              <LatestCard key={result.metric} {...{ result, goodWhen, href }} />
            ) : (
              <MetricCard key={result.metric} {...{ result, params, goodWhen, href, label }} />
            ),
          )}
        </div>
      </TableSection>
      <div className={classes.split}>
        <MrrBridge mrr={mrr} periods={movementPeriods(mrr, movements)} />
        <EventTicker mode={params.mode} timeZone={account.timeZone} />
      </div>
    </>
  );
}

interface Card extends OverviewFigure {
  goodWhen: 'up' | 'down';
  href: string;
}

const card = (result: MetricResult, goodWhen: Card['goodWhen'], href: string): Card => ({
  ...{ result, goodWhen, href },
  label: result.label,
});

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
