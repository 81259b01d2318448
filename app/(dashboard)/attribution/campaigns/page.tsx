import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { CampaignsReport } from '@/components/attribution/campaigns-report';
import type { OriginFigures } from '@/components/attribution/origin-rows';
import { ReportFrame } from '@/components/reports/report-frame';
import { REFUND_BASIS } from '@/components/reports/report-query';
import { describeMetric } from '@/lib/reports/describe-metric';
import type { Account, ReportParams } from '@/lib/reports/types';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { loadIfFilterable } from '../../(reports)/_reports/load-if-filterable';
import { PermissionNotice } from '../../(reports)/_reports/permission-notice';
import { readReport } from '../../(reports)/_reports/read-report';

export const metadata: Metadata = { title: 'Campaigns' };

const DEFINITION =
  'What each campaign, source, medium, link or partner brought: clicks, leads, trials, sales, and what its customers paid and pay. What is not attributed is a line of its own, so that the lines sum to the Net revenue report.';

/** In the order of the table. */
const COLUMNS = {
  clicks: 'range',
  leads: 'range',
  trials: 'range',
  'new-customers': 'range',
  sales: 'range',
  'net-revenue': 'range',
  mrr: 'end',
  'trial-conversion': 'range',
  'refund-rate-amount': 'range',
  'customer-churn': 'latest',
  ltv: 'end',
} as const;

export default async function CampaignsPage({ searchParams }: PageProps<'/attribution/campaigns'>) {
  const { account } = await requireViewer();
  const { dimensions } = describeMetric(account, 'net-revenue');
  const origins = describeMetric(account, 'clicks').dimensions;
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const origin = origins.find((known) => known === asked.breakdown) ?? 'campaign';
  const params: ReportParams = { ...asked, breakdown: origin };

  const [columns, { attributionModel: model, attributionWindowDays: windowDays }] = await Promise.all([
    loadColumns(account, params),
    currentDefinitions(account.workspaceId),
  ]);
  return (
    <ReportFrame
      title="Campaigns"
      definition={DEFINITION}
      {...{ params, account, problem }}
      filters={dimensions}
      breakdowns={[]}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={Object.keys(COLUMNS)} />
      <CampaignsReport {...{ params, origin, origins, columns }} own={{ model, windowDays }} />
    </ReportFrame>
  );
}

/** Those that can be filtered as asked; only the headline is compared. */
async function loadColumns(account: Account, params: ReportParams): Promise<OriginFigures[]> {
  const columns = await Promise.all(
    Object.entries(COLUMNS).map(async ([metric, of]): Promise<OriginFigures | null> => {
      const asked: ReportParams = {
        ...params,
        compare: metric === 'net-revenue' ? params.compare : null,
        ...(metric === 'refund-rate-amount' ? { basis: REFUND_BASIS } : {}),
      };
      const [result, whole] = await Promise.all([
        loadIfFilterable(account, metric, asked),
        of === 'latest' ? loadIfFilterable(account, metric, { ...asked, breakdown: null }) : null,
      ]);
      return result && { result, of, ...(whole ? { whole } : {}) };
    }),
  );
  return columns.filter((column) => column !== null);
}
