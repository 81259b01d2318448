'use client';

import { ActionIcon, Button, Popover, UnstyledButton } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { canFilterBy, PERSON } from '@/lib/reports/dimensions';
import type { Dimension } from '@/lib/reports/types';
import { dimensionValuesQuery } from './dimension-values-query';
import { dimensionLabel, type ValueFilter } from './dimensions';
import classes from './filter-bar.module.css';
import { FilterEditor } from './filter-editor';
import { filterKey, useFilterState } from './use-filter-state';
import { useReportState } from './use-report-state';

/** The filters in force, each a chip to edit or remove, and the button that adds one. */
export function Filters({ dimensions }: { dimensions: readonly Dimension[] }) {
  const [state, setState] = useFilterState(dimensions);

  const inForce = dimensions.flatMap((dimension) =>
    [false, true].flatMap((negated) => {
      const values = state[filterKey(dimension, negated)];
      return values?.length ? [{ dimension, negated, values }] : [];
    }),
  );
  const save = (before: ValueFilter | null, after: ValueFilter | null) => {
    setState({
      ...(before ? { [filterKey(before.dimension, before.negated)]: null } : {}),
      ...(after?.values.length ? { [filterKey(after.dimension, after.negated)]: after.values } : {}),
    });
  };

  if (dimensions.length === 0) return null;
  return (
    <>
      {inForce.map((filter) => (
        <FilterChip
          key={filterKey(filter.dimension, filter.negated)}
          filter={filter}
          onSave={(after) => save(filter, after)}
        />
      ))}
      {canFilterBy(dimensions, PERSON) && <PersonChips dimensions={dimensions} />}
      <AddFilter dimensions={dimensions} onSave={(after) => save(null, after)} />
    </>
  );
}

/** People come by a link from their own page, and are taken out here. */
function PersonChips({ dimensions }: { dimensions: readonly Dimension[] }) {
  const [state, setState] = useFilterState(dimensions);
  return [false, true].map((negated) => {
    const key = filterKey(PERSON, negated);
    const people = state[key];
    if (!people?.length) return null;
    const text = `Person ${negated ? 'is not' : 'is'} ${people.join(' or ')}`;
    return (
      <span key={key} className={classes.chip}>
        <span className={classes.chipText}>{text}</span>
        <RemoveFilter text={text} onClick={() => setState({ [key]: null })} />
      </span>
    );
  });
}

function RemoveFilter({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={24} mr={2} onClick={onClick} aria-label={`Remove filter: ${text}`}>
      <IconX size={12} />
    </ActionIcon>
  );
}

interface AddFilterProps {
  dimensions: readonly Dimension[];
  onSave: (filter: ValueFilter) => void;
}

/** Asks first for a dimension, then for its values. */
function AddFilter({ dimensions, onSave }: AddFilterProps) {
  const [opened, setOpened] = useState(false);
  const [dimension, setDimension] = useState<Dimension | null>(null);
  const toggle = (open: boolean) => {
    setOpened(open);
    setDimension(null);
  };
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-start" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} />} onClick={() => toggle(!opened)}>
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a filter" p={dimension ? 'sm' : 4}>
        {dimension ? (
          <FilterEditor
            filter={{ dimension, negated: false, values: [] }}
            onSave={(filter) => {
              toggle(false);
              onSave(filter);
            }}
          />
        ) : (
          dimensions.map((known) => (
            <UnstyledButton key={known} className={classes.option} onClick={() => setDimension(known)}>
              {dimensionLabel(known)}
            </UnstyledButton>
          ))
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterChip({ filter, onSave }: { filter: ValueFilter; onSave: (after: ValueFilter | null) => void }) {
  const [opened, setOpened] = useState(false);
  const [{ mode }] = useReportState();
  const { data } = useQuery(dimensionValuesQuery(filter.dimension, mode));
  const labels = filter.values.map((value) => data?.values.find((known) => known.value === value)?.label ?? value);
  const text = `${dimensionLabel(filter.dimension)} ${filter.negated ? 'is not' : 'is'} ${labels.join(' or ')}`;

  return (
    <span className={classes.chip}>
      <Popover opened={opened} onChange={setOpened} trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <UnstyledButton fz={12} className={classes.chipText} onClick={() => setOpened(true)}>
            {text}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Edit filter: ${text}`}>
          <FilterEditor
            filter={filter}
            onSave={(after) => {
              setOpened(false);
              onSave(after);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <RemoveFilter text={text} onClick={() => onSave(null)} />
    </span>
  );
}
