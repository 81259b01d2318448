'use client';

import { ScrollArea, SegmentedControl } from '@mantine/core';
import type { Dimension } from '@/lib/reports/types';
import { dimensionLabel } from '../reports/filter-bar/dimensions';
import { useReportState } from '../reports/filter-bar/use-report-state';

interface OriginSwitchProps {
  value: Dimension;
  origins: readonly Dimension[];
}

/** By what the lines of a table are told apart. */
export function OriginSwitch({ value, origins }: OriginSwitchProps) {
  const [, setState] = useReportState();
  return (
    <ScrollArea type="auto" scrollbars="x" offsetScrollbars="present">
      <SegmentedControl
        size="xs"
        aria-label="By"
        transitionDuration={0}
        value={value}
        onChange={(chosen) => setState({ breakdown: origins.find((origin) => origin === chosen) ?? null })}
        data={origins.map((origin) => ({ value: origin, label: dimensionLabel(origin) }))}
      />
    </ScrollArea>
  );
}
