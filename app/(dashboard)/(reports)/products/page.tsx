import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { ProductsReport } from '@/components/reports/products/products-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { loadIfFilterable } from '../_reports/load-if-filterable';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Products' };

export default async function ProductsPage({ searchParams }: PageProps<'/products'>) {
  const { account } = await requireViewer();
  const { definition } = describeMetric(account, 'revenue-by-product');
  const { dimensions } = describeMetric(account, 'orders-by-product');
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const params: ReportParams = { ...asked, breakdown: 'product' };
  const load = (metric: string) => loadMetric(account, metric, params);
  const whole = { ...params, breakdown: null };

  const [revenue, orders, buyers, average, frequency, perBuyer, perUser] = await Promise.all([
    load('revenue-by-product'),
    load('orders-by-product'),
    loadIfFilterable(account, 'buyers-by-product', params),
    loadIfFilterable(account, 'average-purchases-per-user', whole),
    loadIfFilterable(account, 'purchase-frequency', whole),
    loadIfFilterable(account, 'arppu', whole),
    loadIfFilterable(account, 'revenue-per-mapped-user', whole),
  ]);
  return (
    <ReportFrame title="Products" {...{ definition, params, account, problem }} filters={dimensions} breakdowns={[]}>
      <PermissionNotice account={account} mode={params.mode} metrics={['revenue-by-product', 'orders-by-product']} />
      <ProductsReport
        params={params}
        feeHandling={account.feeHandling}
        {...{ revenue, orders, buyers }}
        purchases={average && frequency && { average, frequency, perBuyer, perUser }}
      />
    </ReportFrame>
  );
}
