'use client';

import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Account } from '@/lib/reports/types';
import { MonthPicker } from './month-picker';
import { useReconciliationState } from './use-reconciliation-state';

interface Props {
  from: string;
  to: string;
  weekStart: Account['weekStart'];
  currencies: string[];
  sources: { connectionId: string; name: string }[];
}

/** The days, the currency and the source that are compared, and the file of what is shown. */
export function ReconciliationFilters({ from, to, weekStart, currencies, sources }: Props) {
  const [state, setState] = useReconciliationState();
  const { view, mode, connection, currency } = state;
  const csv = new URLSearchParams({ from, to, mode, format: 'csv' });
  if (connection) csv.set('connection', connection);
  if (view === 'payouts') csv.set('table', 'payouts');
  return (
    <Group gap="xs" align="center">
      <SegmentedControl
        size="xs"
        aria-label="What is compared"
        value={view}
        onChange={(value) => setState({ view: value === 'payouts' ? 'payouts' : 'days' })}
        data={[
          { value: 'days', label: 'Days' },
          { value: 'payouts', label: 'Payouts' },
        ]}
      />
      <MonthPicker {...{ from, to, weekStart }} onChange={setState} />
      {(currencies.length > 1 || currency) && (
        <Select
          size="xs"
          w={120}
          aria-label="Currency"
          placeholder="Currencies"
          clearable
          data={currencies.map((code) => ({ value: code, label: code.toUpperCase() }))}
          value={currency}
          onChange={(value) => setState({ currency: value })}
        />
      )}
      {(sources.length > 1 || connection) && (
        <Select
          size="xs"
          w={180}
          aria-label="Source"
          placeholder="All sources"
          clearable
          data={sources.map(({ connectionId, name }) => ({ value: connectionId, label: name }))}
          value={connection}
          onChange={(value) => setState({ connection: value })}
        />
      )}
      <Button
        component="a"
        href={`/api/v1/reconciliation?${csv}`}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} />}
        ml="auto"
      >
        CSV
      </Button>
    </Group>
  );
}
