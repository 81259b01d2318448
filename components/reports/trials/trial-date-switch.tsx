'use client';

import { useReportState } from '../filter-bar/use-report-state';
import { ReportSwitch } from '../report-switch';

const DATES = [
  {
    value: 'start',
    label: 'By start',
    about: 'What became of the trials that began in each period; recent periods still move.',
  },
  {
    value: 'end',
    label: 'By end',
    about: 'The trials that ended in each period. One that is still running has not ended.',
  },
] as const;

/** Whether a trial counts in the period it started in, or in the one it ended in. */
export function TrialDateSwitch() {
  const [{ trialDate }, setState] = useReportState();
  return (
    <ReportSwitch
      label="Count trials by"
      value={trialDate}
      choices={DATES}
      onChange={(value) => setState({ trialDate: value })}
    />
  );
}
