'use client';

import { Select } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { Choice } from './choices';

interface Props {
  currencies: Choice[];
  timeZones: string[];
  currencyProps: GetInputPropsReturnType;
  timeZoneProps: GetInputPropsReturnType;
}

/** The two settings every number depends on. */
export function WorkspaceFields({ currencies, timeZones, currencyProps, timeZoneProps }: Props) {
  return (
    <>
      <Select
        label="Reporting currency"
        description="Every chart is drawn in it; other currencies are converted at the rate of the day."
        data={currencies}
        searchable
        allowDeselect={false}
        maxDropdownHeight={280}
        {...currencyProps}
      />
      <Select
        label="Time zone"
        description="Where a day, and so a month, begins and ends."
        data={timeZones}
        searchable
        allowDeselect={false}
        limit={80}
        {...timeZoneProps}
      />
    </>
  );
}
