'use client';

import { Group, SegmentedControl, Text } from '@mantine/core';
import { useReportState } from '../filter-bar/use-report-state';

/** Whether a trial counts in the period it started in, or in the one it ended in. */
export function TrialDateSwitch() {
  const [{ trialDate }, setState] = useReportState();
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="Count trials by"
        transitionDuration={0}
        value={trialDate}
        onChange={(value) => setState({ trialDate: value === 'end' ? 'end' : 'start' })}
        data={[
          { value: 'start', label: 'By start' },
          { value: 'end', label: 'By end' },
        ]}
      />
      <Text size="xs" c="dimmed">
        {trialDate === 'start'
          ? 'What became of the trials that began in each period; recent periods still move.'
          : 'The trials that ended in each period. One that is still running has not ended.'}
      </Text>
    </Group>
  );
}
