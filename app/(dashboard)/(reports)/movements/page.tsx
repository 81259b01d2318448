import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { MovementsReport } from '@/components/reports/movements/movements-report';
import { MOVEMENTS } from '@/components/reports/mrr/movement-periods';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadRates } from '../_reports/load-rates';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'MRR movements' };

const RATES = [
  'nrr',
  'grr',
  'net-mrr-churn',
  'gross-mrr-churn',
  'churned-mrr-rate',
  'customer-churn',
  'subscription-churn',
];

export default async function MovementsPage({ searchParams }: PageProps<'/movements'>) {
  const { account } = await requireViewer();
  const { definition, dimensions } = describeMetric(account, 'net-new-mrr');
  const { params, problem } = readReport(account, await searchParams, dimensions);
  const whole = { ...params, breakdown: null };
  const load = async (asked: typeof params) => {
    const [net, movements] = await Promise.all([
      loadMetric(account, 'net-new-mrr', asked),
      Promise.all(MOVEMENTS.map(({ metric }) => loadMetric(account, metric, asked))),
    ]);
    return { net, movements };
  };

  const [all, parts, mrr, reconstructed, quickRatio, rates] = await Promise.all([
    load(whole),
    params.breakdown ? load(params) : null,
    loadMetric(account, 'mrr', whole),
    loadMetric(account, 'reconstructed-mrr', whole),
    loadMetric(account, 'quick-ratio', whole),
    loadRates(account, RATES, whole),
  ]);
  return (
    <ReportFrame
      title="MRR movements"
      {...{ definition, params, account, problem }}
      filters={dimensions}
      breakdowns={dimensions}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['net-new-mrr']} />
      <MovementsReport {...{ params, ...all, parts, mrr, reconstructed, quickRatio, rates }} />
    </ReportFrame>
  );
}
