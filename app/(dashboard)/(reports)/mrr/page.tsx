import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { MOVEMENTS } from '@/components/reports/mrr/movement-periods';
import { MrrReport } from '@/components/reports/mrr/mrr-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadIfFilterable } from '../_reports/load-if-filterable';
import { loadRates } from '../_reports/load-rates';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'MRR' };

/** What the same subscriptions come to by other rules. */
const LEVELS = ['committed-mrr', 'trial-mrr', 'list-price-mrr', 'ltv'];

const WHY_DIFFERENT = {
  label: 'Why is it different from Stripe, ChartMogul and others?',
  href: '/how-we-calculate#why-different',
};

export default async function MrrPage({ searchParams }: PageProps<'/mrr'>) {
  const { account } = await requireViewer();
  const { definition, dimensions } = describeMetric(account, 'mrr');
  const { params, problem } = readReport(account, await searchParams, dimensions);
  const whole = { ...params, breakdown: null };
  const load = (metric: string) => loadMetric(account, metric, whole);

  const [movements, mrr, reconstructed, byBreakdown, quickRatio, churn, arpu, levels] = await Promise.all([
    Promise.all(MOVEMENTS.map(({ metric }) => load(metric))),
    load('mrr'),
    load('reconstructed-mrr'),
    params.breakdown ? loadMetric(account, 'mrr', params) : null,
    load('quick-ratio'),
    loadIfFilterable(account, 'customer-churn', whole),
    loadIfFilterable(account, 'arpu', whole),
    loadRates(account, LEVELS, whole),
  ]);
  const figures = { movements, mrr, reconstructed, byBreakdown: byBreakdown ?? mrr, quickRatio, churn, arpu, levels };
  return (
    <ReportFrame
      title="MRR"
      about={WHY_DIFFERENT}
      {...{ definition, params, account, problem }}
      filters={dimensions}
      breakdowns={dimensions}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['mrr']} />
      <MrrReport params={params} {...figures} />
    </ReportFrame>
  );
}
