import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { MOVEMENTS } from '@/components/reports/mrr/movement-periods';
import { OverviewReport } from '@/components/reports/overview/overview-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadHealth } from '@/lib/reports/load-health';
import { loadMetric } from '@/lib/reports/load-metric';
import { PermissionNotice } from './_reports/permission-notice';
import { readReport } from './_reports/read-report';

export const metadata: Metadata = { title: 'Overview' };

const DEFINITION =
  'The main figures of the chosen days. Each opens the rows and the arithmetic behind it; levels such as MRR are those at the end of the days, flows such as net revenue are their sum.';

export default async function OverviewPage({ searchParams }: PageProps<'/'>) {
  const { account } = await requireViewer();
  // All of these figures can be filtered by what tells customers apart as a whole.
  const { dimensions } = describeMetric(account, 'active-subscribers');
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const params = { ...asked, breakdown: null };
  const load = (metric: string) => loadMetric(account, metric, params);

  const [health, movements, mrr, arr, netRevenue, subscribers, churn, conversion, refundRate, ltv] = await Promise.all([
    loadHealth(account, params.mode),
    Promise.all(MOVEMENTS.map(({ metric }) => load(metric))),
    load('mrr'),
    load('arr'),
    load('net-revenue'),
    load('active-subscribers'),
    load('customer-churn'),
    load('trial-conversion'),
    load('refund-rate-amount'),
    load('ltv'),
  ]);
  const figures = { movements, mrr, arr, netRevenue, subscribers, churn, conversion, refundRate, ltv };
  return (
    <ReportFrame
      title="Overview"
      definition={DEFINITION}
      {...{ params, account, problem }}
      filters={dimensions}
      breakdowns={[]}
    >
      <PermissionNotice
        account={account}
        mode={params.mode}
        metrics={['mrr', 'net-revenue', 'customer-churn', 'trial-conversion', 'refund-rate-amount', 'ltv']}
      />
      <OverviewReport {...{ params, account, health, ...figures }} />
    </ReportFrame>
  );
}
