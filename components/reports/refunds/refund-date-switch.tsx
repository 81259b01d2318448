'use client';

import { Group, SegmentedControl, Text } from '@mantine/core';
import { useReportState } from '../filter-bar/use-report-state';

/** Whether a refund counts on the day of the sale it takes back, or on its own day. */
export function RefundDateSwitch() {
  const [{ refundDate }, setState] = useReportState();
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="Count refunds by"
        transitionDuration={0}
        value={refundDate}
        onChange={(value) => setState({ refundDate: value === 'refund' ? 'refund' : 'sale' })}
        data={[
          { value: 'sale', label: 'By original sale date' },
          { value: 'refund', label: 'By refund date' },
        ]}
      />
      <Text size="xs" c="dimmed">
        {refundDate === 'sale'
          ? 'What became of the sales of each period; recent periods still move.'
          : 'The refunds made in each period, against the sales of that period.'}
      </Text>
    </Group>
  );
}
