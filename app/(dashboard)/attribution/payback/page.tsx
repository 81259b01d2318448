import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { PaybackReport } from '@/components/payback/payback-report';
import { SpendImport } from '@/components/payback/spend-import';
import { SpendTable } from '@/components/payback/spend-table';
import { ReportFrame } from '@/components/reports/report-frame';
import { roleAtLeast } from '@/lib/auth/roles';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadPayback } from '@/lib/reports/load-payback';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { PermissionNotice } from '../../(reports)/_reports/permission-notice';
import { readReport } from '../../(reports)/_reports/read-report';

export const metadata: Metadata = { title: 'Payback' };

const DEFINITION =
  'What was spent on campaigns in these days, the people whose first purchase lies in them, and when what these brought made up for it. CAC is spend ÷ these people, ROAS what they brought by a day ÷ spend, payback the first day by which all of it was back.';

export default async function PaybackPage({ searchParams }: PageProps<'/attribution/payback'>) {
  const { account, role } = await requireViewer();
  const { dimensions } = describeMetric(account, 'payback');
  const { params, problem } = readReport(account, await searchParams, dimensions);
  const by = params.breakdown ?? 'campaign';
  const [report, { attributionModel: model, attributionWindowDays: windowDays }] = await Promise.all([
    loadPayback(account, by, params),
    currentDefinitions(account.workspaceId),
  ]);
  const mayEdit = roleAtLeast(role, 'analyst');
  return (
    <ReportFrame
      title="Payback"
      definition={DEFINITION}
      {...{ params, account, problem }}
      filters={dimensions}
      breakdowns={[]}
      isWhole
    >
      <PermissionNotice account={account} mode={params.mode} metrics={['payback']} />
      <PaybackReport {...{ report, params, by }} origins={dimensions} own={{ model, windowDays }} />
      {mayEdit && (
        <Section
          title="Import spend"
          about="From any advertiser, in any currency: each amount is converted at the rate of its own day."
        >
          <SpendImport currency={account.currency} />
        </Section>
      )}
      <Section title="Spend">
        <SpendTable mayEdit={mayEdit} />
      </Section>
    </ReportFrame>
  );
}
