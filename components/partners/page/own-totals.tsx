'use client';

import { Group, Paper, Text } from '@mantine/core';
import type { PartnerPage } from '@/lib/partner-portal/load-partner-page';
import { Money } from '../money';

/** What was earned, what of it was paid, and what is still to come. */
export function OwnTotals({ totals }: Pick<PartnerPage, 'totals'>) {
  return totals.map(({ currency, earnedMinor, paidMinor }) => (
    <Group key={currency} gap="sm" grow>
      <Card label="Earned" minor={earnedMinor} currency={currency} />
      <Card label="Paid" minor={paidMinor} currency={currency} />
      <Card label="To come" minor={earnedMinor - paidMinor} currency={currency} />
    </Group>
  ));
}

function Card({ label, minor, currency }: { label: string; minor: number; currency: string }) {
  return (
    <Paper withBorder p="sm">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Money minor={minor} currency={currency} />
      </Text>
    </Paper>
  );
}
