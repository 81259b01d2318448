'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { Dimension, MetricResult, ReportParams } from '@/lib/reports/types';
import { EmptyReport, isEmpty } from '../reports/empty-report';
import { useReportTransition } from '../reports/filter-bar/report-transition';
import { ReportSwitch } from '../reports/report-switch';
import { ConversionChart } from './conversion-chart';
import { ConversionStream } from './conversion-stream';
import { FunnelSteps } from './funnel-steps';
import { FunnelTable } from './funnel-table';
import { FUNNEL_VIEWS, type FunnelView } from './funnel-views';
import { OriginSwitch } from './origin-switch';

interface FunnelReportProps {
  view: FunnelView;
  params: ReportParams;
  /** Clicks, leads, trials, new customers and sales; none for the stream. */
  steps: readonly MetricResult[];
  origin: Dimension;
  origins: readonly Dimension[];
  timeZone: string;
}

const CHOICES = [
  { value: 'time', label: 'Over time', about: 'Clicks, leads and sales period by period.' },
  {
    value: 'funnel',
    label: 'Funnel',
    about: 'How many of one step there are for one of another, each on its own day.',
  },
  { value: 'events', label: 'Live events', about: 'Each click, lead and sale as it comes, of all days.' },
] as const;

export function FunnelReport({ view, params, steps, origin, origins, timeZone }: FunnelReportProps) {
  return (
    <>
      <ViewSwitch view={view} />
      {view === 'events' && <ConversionStream params={params} timeZone={timeZone} />}
      {view !== 'events' && isEmpty(...steps) && <EmptyReport what="clicks, leads or sales" mode={params.mode} />}
      {view === 'time' && !isEmpty(...steps) && <ConversionChart steps={steps} params={params} />}
      {view === 'funnel' && !isEmpty(...steps) && (
        <>
          <FunnelSteps steps={steps} params={params} />
          <OriginSwitch value={origin} origins={origins} />
          <FunnelTable steps={steps} origin={origin} params={params} />
        </>
      )}
    </>
  );
}

function ViewSwitch({ view }: { view: FunnelView }) {
  const { startTransition } = useReportTransition();
  const [, setView] = useQueryState(
    'view',
    parseAsStringLiteral(FUNNEL_VIEWS)
      .withDefault('time')
      .withOptions({ history: 'push', shallow: false, scroll: false, startTransition }),
  );
  return <ReportSwitch label="View" value={view} choices={CHOICES} onChange={setView} />;
}
