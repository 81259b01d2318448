import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { RefundsReport } from '@/components/reports/refunds/refunds-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { REFUND_BASIS } from '@/components/reports/report-query';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { loadIfFilterable } from '../_reports/load-if-filterable';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Refunds & disputes' };

const WITH_BREAKDOWN = ['refunds', 'refund-rate-amount', 'refund-rate-count', 'lost-disputes'];

export default async function RefundsPage({ searchParams }: PageProps<'/refunds'>) {
  const { account } = await requireViewer();
  const { dimensions } = describeMetric(account, 'refunds');
  const { definition } = describeMetric(account, 'refund-rate-amount');
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const params: ReportParams = { ...asked, basis: asked.basis ?? REFUND_BASIS };
  const whole = { ...params, breakdown: null };
  const { breakdown } = params;
  const broken = breakdown
    ? WITH_BREAKDOWN.filter((id) => describeMetric(account, id).dimensions.includes(breakdown))
    : [];

  const [refunds, lost, byAmount, byCount, disputes, amounts, byBreakdown] = await Promise.all([
    loadMetric(account, 'refunds', whole),
    loadMetric(account, 'lost-disputes', whole),
    loadIfFilterable(account, 'refund-rate-amount', whole),
    loadIfFilterable(account, 'refund-rate-count', whole),
    loadIfFilterable(account, 'disputes', whole),
    loadIfFilterable(account, 'disputed-amount', whole),
    Promise.all(broken.map((id) => loadIfFilterable(account, id, params))),
  ]);
  return (
    <ReportFrame
      title="Refunds & disputes"
      {...{ definition, params, account, problem }}
      filters={dimensions}
      breakdowns={dimensions}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['refunds', 'disputes']} />
      <RefundsReport
        {...{ params, refunds, lost }}
        rates={byAmount && byCount && { byAmount, byCount }}
        disputes={disputes && amounts && { disputes, amounts }}
        byBreakdown={byBreakdown.filter((result) => result !== null)}
      />
    </ReportFrame>
  );
}
