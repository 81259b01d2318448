import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { FunnelReport } from '@/components/attribution/funnel-report';
import { readView } from '@/components/attribution/funnel-views';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { readReport } from '../../(reports)/_reports/read-report';

export const metadata: Metadata = { title: 'Funnel' };

const DEFINITION =
  'From click to sale: clicks on links, leads, trials, new customers and sales, each on its own day; how many of one step there are for one of another; and all of them live, one by one.';

/** In the order of the funnel. */
const STEPS = ['clicks', 'leads', 'trials', 'new-customers', 'sales'];

export default async function FunnelPage({ searchParams }: PageProps<'/attribution/funnel'>) {
  const { account } = await requireViewer();
  const { dimensions } = describeMetric(account, 'clicks');
  const search = await searchParams;
  const view = readView(search.view);
  const { params: asked, problem } = readReport(account, search, dimensions);
  const origin = dimensions.find((known) => known === asked.breakdown) ?? 'campaign';
  const params: ReportParams = { ...asked, breakdown: view === 'funnel' ? origin : null };
  const steps = view === 'events' ? [] : await Promise.all(STEPS.map((step) => loadMetric(account, step, params)));
  return (
    <ReportFrame
      title="Funnel"
      definition={DEFINITION}
      {...{ params, account, problem }}
      filters={dimensions}
      breakdowns={[]}
    >
      <FunnelReport {...{ view, params, steps, origin, origins: dimensions }} timeZone={account.timeZone} />
    </ReportFrame>
  );
}
