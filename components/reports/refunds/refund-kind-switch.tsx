'use client';

import { Group, SegmentedControl, Text } from '@mantine/core';
import { useReportState } from '../filter-bar/use-report-state';

const KINDS = [
  { value: 'all', label: 'All refunds' },
  { value: 'full', label: 'Full refunds only' },
  { value: 'disputes', label: 'With lost disputes' },
] as const;

const WORDS = {
  all: 'The rates count every refund, in full or in part.',
  full: 'The rates count only what was given back in full; the amounts stay those of all refunds.',
  disputes: 'The rates count refunds and lost disputes together.',
};

/** What the refund rates count. */
export function RefundKindSwitch() {
  const [{ refundKind }, setState] = useReportState();
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="Rates count"
        transitionDuration={0}
        value={refundKind}
        onChange={(value) => setState({ refundKind: KINDS.find((kind) => kind.value === value)?.value ?? 'all' })}
        data={[...KINDS]}
      />
      <Text size="xs" c="dimmed">
        {WORDS[refundKind]}
      </Text>
    </Group>
  );
}
