'use client';

import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { EventLogFilter } from './event-queries';
import { EVENT_STATES } from './event-states';

interface Props {
  filter: EventLogFilter;
  types: readonly string[];
  onChange: (change: Partial<EventLogFilter>) => void;
}

export function EventFilters({ filter, types, onChange }: Props) {
  const [type, setType] = useState(filter.type);
  const [object, setObject] = useState(filter.object);
  const apply = useDebouncedCallback(onChange, 300);
  const clear = () => {
    setType('');
    setObject('');
    onChange({ type: '', object: '', state: '', mode: '' });
  };
  return (
    <Group gap="xs" align="flex-end" mb="md">
      <Autocomplete
        label="Type"
        placeholder="invoice.paid or invoice.*"
        data={[...types]}
        limit={12}
        w={230}
        value={type}
        onChange={(value) => {
          setType(value);
          apply({ type: value.trim() });
        }}
      />
      <TextInput
        label="Object or event id"
        placeholder="in_…, evt_…"
        w={230}
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
        w={140}
        value={filter.state || null}
        onChange={(state) => onChange({ state: state ?? '' })}
      />
      <Select
        label="Mode"
        placeholder="All"
        data={['live', 'test']}
        clearable
        w={110}
        value={filter.mode || null}
        onChange={(mode) => onChange({ mode: mode ?? '' })}
      />
      {Object.values(filter).some((value) => value !== '') && (
        <Button variant="subtle" color="gray" onClick={clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
