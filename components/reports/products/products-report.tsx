'use client';

import { Text } from '@mantine/core';
import type { Account, MetricResult, ReportParams } from '@/lib/reports/types';
import { EmptyReport, isEmpty } from '../empty-report';
import { Headline } from '../headline';
import { MetricChart } from '../metric-chart';
import { revenueLabel } from '../revenue-label';
import { FEES_KEY } from './product-rows';
import { ProductTable } from './product-table';
import { PurchaseSection, type Purchases } from './purchase-section';

interface ProductsReportProps {
  params: ReportParams;
  feeHandling: Account['feeHandling'];
  /** Each broken down by product. */
  revenue: MetricResult;
  orders: MetricResult;
  /** Null where people cannot be filtered as asked. */
  buyers: MetricResult | null;
  purchases: Purchases | null;
}

export function ProductsReport({ params, feeHandling, revenue, orders, buyers, purchases }: ProductsReportProps) {
  if (isEmpty(revenue, orders)) return <EmptyReport what="product revenue" mode={params.mode} />;
  const fees = revenue.series.find(({ key }) => key === FEES_KEY)?.total.value ?? null;
  const net = feeHandling === 'net_of_fees';
  return (
    <>
      <Headline result={revenue} params={params} goodWhen="up" label={revenueLabel('Revenue', feeHandling, fees)}>
        {net && (
          <Text size="xs" c="dimmed">
            {fees
              ? 'Stripe fees are not spread over products; a row of their own carries them.'
              : 'No Stripe fee of these days is known, so none is subtracted. Fees come from balance transactions, which Headwater reads with an API key.'}
          </Text>
        )}
      </Headline>
      <MetricChart title="Revenue by product" result={revenue} params={params} shape="bars" breakdown="product" />
      <ProductTable params={params} revenue={revenue} orders={orders} buyers={buyers} />
      {purchases && <PurchaseSection {...purchases} params={params} />}
    </>
  );
}
