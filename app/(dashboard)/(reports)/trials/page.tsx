import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { ReportFrame } from '@/components/reports/report-frame';
import { TrialsReport } from '@/components/reports/trials/trials-report';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Trials' };

export default async function TrialsPage({ searchParams }: PageProps<'/trials'>) {
  const { account } = await requireViewer();
  const { definition, dimensions } = describeMetric(account, 'trial-conversion');
  const { params, problem } = readReport(account, await searchParams, dimensions);
  const whole = { ...params, breakdown: null };

  const [trials, conversion, byBreakdown] = await Promise.all([
    loadMetric(account, 'trials', whole),
    loadMetric(account, 'trial-conversion', whole),
    params.breakdown ? loadMetric(account, 'trial-conversion', params) : null,
  ]);
  return (
    <ReportFrame
      title="Trials"
      {...{ definition, params, account, problem }}
      filters={dimensions}
      breakdowns={dimensions}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['trials']} />
      <TrialsReport {...{ params, trials, conversion, byBreakdown }} />
    </ReportFrame>
  );
}
