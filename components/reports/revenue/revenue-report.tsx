'use client';

import { Anchor, Text } from '@mantine/core';
import Link from 'next/link';
import type { Account, FilterDimension, MetricResult, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { BalanceBadge } from '../../reconciliation/balance-badge';
import { BreakdownTable } from '../breakdown-table';
import { BridgeChart } from '../bridge/bridge-chart';
import { EmptyReport, isEmpty } from '../empty-report';
import { Headline } from '../headline';
import { MetricChart } from '../metric-chart';
import { Notice } from '../notice';
import { revenueLabel } from '../revenue-label';
import { useCsvUrl } from '../use-csv-url';
import { RecognisedChart } from './recognised-chart';
import { deferredOf } from './recognised-revenue';
import { revenueBridge, revenueSteps } from './revenue-bridge';
import { RevenueTable } from './revenue-table';

interface RevenueReportProps {
  params: ReportParams;
  feeHandling: Account['feeHandling'];
  net: MetricResult;
  /** Net revenue under the chosen breakdown; the same as `net` when there is none. */
  byBreakdown: MetricResult;
  /** Null where it cannot be filtered as asked. */
  payments: MetricResult | null;
  recognised: MetricResult | null;
}

/** What a fee is charged on is a payment, not a product. */
const FEES_HAVE_NO: readonly FilterDimension[] = ['product', 'price', 'interval'];

export function RevenueReport({ params, feeHandling, net, byBreakdown, payments, recognised }: RevenueReportProps) {
  const csvUrl = useCsvUrl();
  if (isEmpty(net) && !net.total.parts?.gross) return <EmptyReport what="revenue" mode={params.mode} />;
  const steps = revenueSteps(net);
  const fees = net.total.parts?.fees ?? null;
  const cut = params.filters.some(({ dimension }) => FEES_HAVE_NO.includes(dimension));
  const subtracted = feeHandling === 'net_of_fees' && (!cut || Boolean(fees));
  const label = revenueLabel('Net revenue', subtracted ? 'net_of_fees' : 'gross', fees);
  const { comparison } = net;
  const spread = recognised?.series.some(({ points }) => points.some((point) => deferredOf(point) !== 0)) ?? false;
  return (
    <>
      <Headline result={net} params={params} goodWhen="up" label={label}>
        <BalanceBadge from={params.from} to={params.to} mode={params.mode} />
        <Text size="xs" c="dimmed">
          Net is {steps.map(({ name }) => name).join(' − ')}, each on its own day.
          {spread && ' Sales count as they are earned, day by day.'}
          {feeHandling === 'net_of_fees' &&
            !subtracted &&
            ' Stripe fees belong to no product and are not in this part.'}
        </Text>
      </Headline>
      {subtracted && !fees && <FeesUnknown />}
      <BridgeChart
        title="Gross to net revenue"
        kind={net}
        range={formatRange(params.from, params.to)}
        steps={revenueBridge(steps, net.total, params)}
        compared={comparison ? { ...comparison, steps: revenueBridge(steps, comparison.total, comparison) } : null}
        csv={[{ label: 'Net revenue (CSV)', href: csvUrl('net-revenue', { breakdown: null }) }]}
        fileName={`gross-to-net-${params.from}-${params.to}`}
      />
      <RevenueTable net={net} steps={steps} params={params} />
      <MetricChart title={label} result={byBreakdown} params={params} shape="bars" breakdown={params.breakdown} />
      {params.breakdown && (
        <BreakdownTable result={byBreakdown} breakdown={params.breakdown} params={params} goodWhen="up" />
      )}
      {recognised && (spread ? <RecognisedChart recognised={recognised} params={params} /> : <PaidIsEarned />)}
      {payments && (
        <MetricChart
          title="Total payments"
          result={payments}
          params={params}
          shape="bars"
          breakdown={null}
          note="What was paid on invoices, each invoice once. Tax stays in; fees and refunds are not subtracted, and payments without an invoice are not counted."
        />
      )}
    </>
  );
}

/** Only where revenue is spread are being paid and being earned two things. */
function PaidIsEarned() {
  return (
    <Text size="sm" c="dimmed">
      Revenue here counts on the day it is paid. To spread it over the periods that it pays for, choose so under{' '}
      <Anchor component={Link} href="/settings/definitions" inherit underline="always">
        Definitions
      </Anchor>
      .
    </Text>
  );
}

function FeesUnknown() {
  return (
    <Notice tone="warning" title="Stripe fees of these days are not known">
      None are subtracted, so this is revenue before fees. Fees come from balance transactions, which Headwater reads
      with an API key: add one under Sources.
    </Notice>
  );
}
