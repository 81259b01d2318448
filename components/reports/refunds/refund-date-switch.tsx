'use client';

import { useReportState } from '../filter-bar/use-report-state';
import { ReportSwitch } from '../report-switch';

const DATES = [
  {
    value: 'sale',
    label: 'By original sale date',
    about: 'What became of the sales of each period; recent periods still move.',
  },
  {
    value: 'refund',
    label: 'By refund date',
    about: 'The refunds made in each period, against the sales of that period.',
  },
] as const;

/** Whether a refund counts on the day of the sale it takes back, or on its own day. */
export function RefundDateSwitch() {
  const [{ refundDate }, setState] = useReportState();
  return (
    <ReportSwitch
      label="Count refunds by"
      value={refundDate}
      choices={DATES}
      onChange={(value) => setState({ refundDate: value })}
    />
  );
}
