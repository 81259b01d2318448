import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { ReportFrame } from '@/components/reports/report-frame';
import { RevenueReport } from '@/components/reports/revenue/revenue-report';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadIfFilterable } from '../_reports/load-if-filterable';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Net revenue' };

export default async function RevenuePage({ searchParams }: PageProps<'/revenue'>) {
  const { account } = await requireViewer();
  const { definition, dimensions } = describeMetric(account, 'net-revenue');
  const { params, problem } = readReport(account, await searchParams, dimensions);
  const whole = { ...params, breakdown: null };

  const [net, byBreakdown, payments, recognised] = await Promise.all([
    loadMetric(account, 'net-revenue', whole),
    params.breakdown ? loadMetric(account, 'net-revenue', params) : null,
    loadIfFilterable(account, 'total-payments', whole),
    loadIfFilterable(account, 'recognised-revenue', whole),
  ]);
  return (
    <ReportFrame
      title="Net revenue"
      {...{ definition, params, account, problem }}
      filters={dimensions}
      breakdowns={dimensions}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['net-revenue', 'total-payments']} />
      <RevenueReport
        params={params}
        feeHandling={account.feeHandling}
        {...{ net, byBreakdown: byBreakdown ?? net, payments, recognised }}
      />
    </ReportFrame>
  );
}
