'use client';

import { useReportState } from '../filter-bar/use-report-state';
import { ReportSwitch } from '../report-switch';

const KINDS = [
  { value: 'all', label: 'All refunds', about: 'The rates count every refund, in full or in part.' },
  {
    value: 'full',
    label: 'Full refunds only',
    about: 'The rates count only what was given back in full; the amounts stay those of all refunds.',
  },
  { value: 'disputes', label: 'With lost disputes', about: 'The rates count refunds and lost disputes together.' },
] as const;

/** What the refund rates count. */
export function RefundKindSwitch() {
  const [{ refundKind }, setState] = useReportState();
  return (
    <ReportSwitch
      label="Rates count"
      value={refundKind}
      choices={KINDS}
      onChange={(value) => setState({ refundKind: value })}
    />
  );
}
