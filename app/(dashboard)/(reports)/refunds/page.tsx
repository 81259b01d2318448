import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { RefundsReport } from '@/components/reports/refunds/refunds-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { REFUND_BASIS } from '@/components/reports/report-query';
import { findMetric } from '@/lib/reports/build-scope';
import { loadMetric } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Refunds' };

export default async function RefundsPage({ searchParams }: PageProps<'/refunds'>) {
  const { account } = await requireViewer();
  const { definition, dimensions } = findMetric('refund-rate-amount');
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const params: ReportParams = { ...asked, breakdown: null, basis: asked.basis ?? REFUND_BASIS };
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
