'use client';

import { Button, Group, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DimensionFilter } from '@/lib/reports/types';
import { dimensionValuesQuery } from './dimension-values-query';
import { DIMENSION_LABELS } from './dimensions';
import { useReportState } from './use-report-state';

interface FilterEditorProps {
  filter: DimensionFilter;
  onSave: (filter: DimensionFilter) => void;
}

/** One filter: is or is not, any of several values. */
export function FilterEditor({ filter, onSave }: FilterEditorProps) {
  const [negated, setNegated] = useState(filter.negated);
  const [values, setValues] = useState(filter.values);
  const [{ mode }] = useReportState();
  const { data, error, isPending } = useQuery(dimensionValuesQuery(filter.dimension, mode));
  const label = DIMENSION_LABELS[filter.dimension];
  const offered = data?.values ?? [];
  const unknown = values.filter((value) => !offered.some((known) => known.value === value));

  return (
    <Stack gap="xs" w={280}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={`${label}: is or is not`}
          transitionDuration={0}
          value={negated ? 'not' : 'is'}
          onChange={(value) => setNegated(value === 'not')}
          data={[
            { value: 'is', label: 'is' },
            { value: 'not', label: 'is not' },
          ]}
        />
      </Group>
      <MultiSelect
        aria-label={`${label}: values`}
        placeholder={isPending ? 'Reading the values' : 'Choose values'}
        size="xs"
        searchable
        data={[...offered, ...unknown.map((value) => ({ value, label: value }))]}
        value={values}
        onChange={setValues}
        error={error?.message}
        nothingFoundMessage="No such value in the data"
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      />
      <Button size="xs" disabled={values.length === 0} onClick={() => onSave({ ...filter, negated, values })}>
        Apply
      </Button>
    </Stack>
  );
}
