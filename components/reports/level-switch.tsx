'use client';

import { useReportState } from './filter-bar/use-report-state';
import { ReportSwitch } from './report-switch';

const LEVELS = [
  {
    value: 'customer',
    label: 'Customers',
    about: 'Subscribers, ARPU and customer churn count Stripe customers.',
  },
  {
    value: 'person',
    label: 'People',
    about: 'Subscribers, ARPU and customer churn count people: several Stripe customers of one person are one.',
  },
] as const;

/** Whether what counts customers counts Stripe's, or the people they stand for. */
export function LevelSwitch() {
  const [{ level }, setState] = useReportState();
  return <ReportSwitch label="Count" value={level} choices={LEVELS} onChange={(value) => setState({ level: value })} />;
}
