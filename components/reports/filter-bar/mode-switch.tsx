'use client';

import { SegmentedControl } from '@mantine/core';
import { useReportState } from './use-report-state';

/** Live and test data never mix: this shows one or the other. */
export function ModeSwitch() {
  const [{ mode }, setState] = useReportState();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Live or test data"
      transitionDuration={0}
      value={mode}
      onChange={(value) => setState({ mode: value === 'test' ? 'test' : 'live' })}
      data={[
        { value: 'live', label: 'Live' },
        { value: 'test', label: 'Test' },
      ]}
    />
  );
}
