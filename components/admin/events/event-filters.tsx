'use client';

import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useDays } from '@/components/days/use-days';
import type { Choice } from '../choices';
import { EVENT_SOURCES, EVENT_STATES, SOURCE_LABELS } from './event-choices';
import { type EventLogFilter, NO_FILTER } from './event-queries';

interface Props {
  filter: EventLogFilter;
  types: readonly string[];
  /** Ids and names; asked for where there are several. */
  connections: Choice[];
  onChange: (change: Partial<EventLogFilter>) => void;
}

const SOURCES = EVENT_SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] }));

export function EventFilters({ filter, types, connections, onChange }: Props) {
  const [type, setType] = useState(filter.type);
  const [object, setObject] = useState(filter.object);
  const apply = useDebouncedCallback(onChange, 300);
  const clear = () => {
    setType('');
    setObject('');
    onChange(NO_FILTER);
  };
  return (
    <Group gap="xs" align="flex-end" mb="md">
      <Autocomplete
        label="Type"
        placeholder="invoice.paid or invoice.*"
        data={[...types]}
        limit={12}
        w={{ base: '100%', xs: 190 }}
        value={type}
        onChange={(value) => {
          setType(value);
          apply({ type: value.trim() });
        }}
      />
      <TextInput
        label="Object or event id"
        placeholder="in_…, evt_…"
        w={{ base: '100%', xs: 180 }}
        value={object}
        onChange={(event) => {
          setObject(event.currentTarget.value);
          apply({ object: event.currentTarget.value.trim() });
        }}
      />
      <Select
        label="State"
        placeholder="All"
        data={[...EVENT_STATES]}
        clearable
        w={118}
        value={filter.state || null}
        onChange={(state) => onChange({ state: state ?? '' })}
      />
      <Select
        label="Mode"
        placeholder="All"
        data={['live', 'test']}
        clearable
        w={92}
        value={filter.mode || null}
        onChange={(mode) => onChange({ mode: mode ?? '' })}
      />
      <Select
        label="Came by"
        placeholder="All"
        data={SOURCES}
        clearable
        w={{ base: '100%', xs: 170 }}
        value={filter.source || null}
        onChange={(source) => onChange({ source: source ?? '' })}
      />
      {connections.length > 1 && (
        <Select
          label="Source"
          placeholder="All"
          data={connections}
          clearable
          w={{ base: '100%', xs: 150 }}
          value={filter.connection || null}
          onChange={(connection) => onChange({ connection: connection ?? '' })}
        />
      )}
      <Happened key={`${filter.from} ${filter.to}`} filter={filter} onChange={onChange} />
      {Object.values(filter).some((value) => value !== '') && (
        <Button variant="subtle" color="gray" onClick={clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

function Happened({ filter: { from, to }, onChange }: Pick<Props, 'filter' | 'onChange'>) {
  const picked = useDays({ from: dayOf(from), to: dayOf(to) }, (days) => onChange(days ?? { from: '', to: '' }));
  return (
    <DatePickerInput
      type="range"
      label="Happened"
      placeholder="Any time"
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      clearable
      w={{ base: '100%', xs: 200 }}
      {...picked}
      popoverProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

/** What stands in the address may be anything. */
const dayOf = (text: string): string | null => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
