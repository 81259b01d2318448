import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { RefundsReport } from '@/components/reports/refunds/refunds-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Refunds' };

export default async function RefundsPage({ searchParams }: PageProps<'/refunds'>) {
  const { account } = await requireViewer();
  const { params: asked, problem } = readReport(account, await searchParams);
  const { definition, dimensions } = describeMetric('refund-rate-amount');
  const params = { ...asked, breakdown: null };
  const load = (metric: string) => loadMetric(account, metric, params);

  const [refunds, byAmount, byCount] = await Promise.all([
    load('refunds'),
    load('refund-rate-amount'),
    load('refund-rate-count'),
  ]);
  return (
    <ReportFrame title="Refunds" {...{ definition, params, account, problem }} filters={dimensions} breakdowns={[]}>
      <RefundsReport {...{ params, refunds, byAmount, byCount }} />
    </ReportFrame>
  );
}
