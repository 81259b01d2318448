'use client';

import { ActionIcon, Button, Menu, Popover, UnstyledButton } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dimension, DimensionFilter } from '@/lib/reports/types';
import { dimensionValuesQuery } from './dimension-values-query';
import { DIMENSION_LABELS } from './dimensions';
import classes from './filter-bar.module.css';
import { FilterEditor } from './filter-editor';
import { useReportState } from './use-report-state';

const keyOf = (dimension: Dimension, negated: boolean) => `filter[${dimension}]${negated ? '!' : ''}` as const;

/** The filters in force, each a chip to edit or remove, and the button that adds one. */
export function Filters({ dimensions }: { dimensions: Dimension[] }) {
  const [state, setState] = useReportState();
  const [draft, setDraft] = useState<Dimension | null>(null);

  const inForce = dimensions.flatMap((dimension) =>
    [false, true].flatMap((negated) => {
      const values = state[keyOf(dimension, negated)];
      return values?.length ? [{ dimension, negated, values }] : [];
    }),
  );
  const save = (before: DimensionFilter | null, after: DimensionFilter | null) => {
    setDraft(null);
    setState({
      ...(before ? { [keyOf(before.dimension, before.negated)]: null } : {}),
      ...(after?.values.length ? { [keyOf(after.dimension, after.negated)]: after.values } : {}),
    });
  };

  if (dimensions.length === 0) return null;
  return (
    <>
      {inForce.map((filter) => (
        <FilterChip
          key={keyOf(filter.dimension, filter.negated)}
          filter={filter}
          onSave={(after) => save(filter, after)}
        />
      ))}
      <Popover opened={draft !== null} onClose={() => setDraft(null)} trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <span>
            <AddFilter dimensions={dimensions} onPick={setDraft} />
          </span>
        </Popover.Target>
        <Popover.Dropdown aria-label="Add a filter">
          {draft && (
            <FilterEditor filter={{ dimension: draft, negated: false, values: [] }} onSave={(f) => save(null, f)} />
          )}
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function AddFilter({ dimensions, onPick }: { dimensions: Dimension[]; onPick: (dimension: Dimension) => void }) {
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 0 }} returnFocus={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} />}>
          Filter
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {dimensions.map((dimension) => (
          <Menu.Item key={dimension} onClick={() => onPick(dimension)}>
            {DIMENSION_LABELS[dimension]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function FilterChip({ filter, onSave }: { filter: DimensionFilter; onSave: (after: DimensionFilter | null) => void }) {
  const [opened, setOpened] = useState(false);
  const [{ mode }] = useReportState();
  const { data } = useQuery(dimensionValuesQuery(filter.dimension, mode));
  const labels = filter.values.map((value) => data?.values.find((known) => known.value === value)?.label ?? value);
  const text = `${DIMENSION_LABELS[filter.dimension]} ${filter.negated ? 'is not' : 'is'} ${labels.join(' or ')}`;

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
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        mr={2}
        onClick={() => onSave(null)}
        aria-label={`Remove filter: ${text}`}
      >
        <IconX size={12} />
      </ActionIcon>
    </span>
  );
}
