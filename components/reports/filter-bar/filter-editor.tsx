'use client';

import { Button, Checkbox, Group, ScrollArea, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dimensionValuesQuery } from './dimension-values-query';
import { dimensionLabel, type ValueFilter } from './dimensions';
import { useReportState } from './use-report-state';

interface FilterEditorProps {
  filter: ValueFilter;
  onSave: (filter: ValueFilter) => void;
}

/** One filter: is or is not, any of several values. */
export function FilterEditor({ filter, onSave }: FilterEditorProps) {
  const [negated, setNegated] = useState(filter.negated);
  const [values, setValues] = useState(filter.values);
  const label = dimensionLabel(filter.dimension);
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
      <ValueList filter={filter} label={label} values={values} onChange={setValues} />
      <Button size="xs" disabled={values.length === 0} onClick={() => onSave({ ...filter, negated, values })}>
        Apply
      </Button>
    </Stack>
  );
}

/** Metadata can have as many values as there are customers. */
const MOST_SHOWN = 200;

interface ValueListProps {
  filter: ValueFilter;
  label: string;
  values: string[];
  onChange: (values: string[]) => void;
}

/** The values found in the data; one that a link brought along stays offered even when it is not among them. */
function ValueList({ filter, label, values, onChange }: ValueListProps) {
  const [wanted, setWanted] = useState('');
  const [{ mode }] = useReportState();
  const { data, error, isPending } = useQuery(dimensionValuesQuery(filter.dimension, mode));
  const known = data?.values ?? [];
  const brought = filter.values.filter((value) => !known.some((one) => one.value === value));
  const offered = [...brought.map((value) => ({ value, label: value })), ...known];
  const matching = offered.filter((one) => one.label.toLowerCase().includes(wanted.trim().toLowerCase()));

  if (isPending) return <Text size="sm">Reading the values</Text>;
  if (error) return <Text size="sm">The values could not be read: {error.message}</Text>;
  return (
    <>
      <TextInput
        size="xs"
        aria-label={`Search ${label.toLowerCase()}`}
        placeholder="Search"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={240} type="auto">
        <Checkbox.Group value={values} onChange={onChange} aria-label={`${label}: values`}>
          <Stack gap={6} p={2}>
            {matching.slice(0, MOST_SHOWN).map((one) => (
              <Checkbox key={one.value} size="xs" value={one.value} label={one.label} />
            ))}
          </Stack>
        </Checkbox.Group>
        {matching.length === 0 && <Text size="sm">No such value in the data.</Text>}
        {matching.length > MOST_SHOWN && (
          <Text size="sm">{(matching.length - MOST_SHOWN).toLocaleString('en')} more: search for them.</Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}
