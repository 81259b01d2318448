'use client';

import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, REWARD_EVENTS } from '@/lib/partners/types';
import { FLAG_WORDS } from './commission-badge';
import { type CommissionView, partnerChoicesQuery } from './partner-queries';

const FIGURES = [
  { value: 'earned', label: 'Earned' },
  { value: 'pending', label: 'Pending' },
  { value: 'approved', label: 'Approved' },
  { value: 'paid', label: 'Paid out' },
];
const FLAGS = COMMISSION_FLAGS.map((value) => ({ value, label: FLAG_WORDS[value] }));
const NONE = { partner: null, status: null, figure: null, flag: null, event: null, payout: null };

type Change = Partial<Record<keyof typeof NONE, string | null>>;

interface Props {
  view: CommissionView;
  onChange: (change: Change) => void;
}

export function CommissionFilters({ view, onChange }: Props) {
  const { data: known = [] } = useQuery(partnerChoicesQuery);
  const isKnown = view.partner === '' || known.some(({ value }) => value === view.partner);
  const choose = (name: keyof typeof NONE, width: number, data: readonly { value: string; label: string }[]) => ({
    placeholder: 'All',
    size: 'xs' as const,
    clearable: true,
    w: width,
    data: [...data],
    value: view[name] || null,
    onChange: (value: string | null) => onChange({ [name]: value }),
  });
  const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const isFiltered = Object.keys(NONE).some((name) => view[name as keyof typeof NONE] !== '');
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label="Commission filters">
      <Select
        label="Partner"
        searchable
        {...choose('partner', 180, isKnown ? known : [...known, { value: view.partner, label: view.partner }])}
      />
      <Select label="Status" {...choose('status', 130, same(COMMISSION_STATUSES))} />
      <Select label="Part of" {...choose('figure', 130, FIGURES)} />
      <Select label="Flag" {...choose('flag', 170, FLAGS)} />
      <Select label="For" {...choose('event', 110, same(REWARD_EVENTS))} />
      {isFiltered && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(NONE)}>
          Clear
        </Button>
      )}
    </Group>
  );
}
