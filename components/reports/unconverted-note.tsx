'use client';

import { Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { formatMoney } from '@/lib/money/format';
import type { Unconverted } from '@/lib/reports/types';
import { useLocale } from '../format/locale-context';

/** Amounts a figure leaves out because no rate of their day is stored. Says nothing when there are none. */
export function UnconvertedNote({ amounts }: { amounts: Unconverted[] }) {
  const locale = useLocale();
  if (amounts.length === 0) return null;
  const list = amounts.map(({ currency, amountMinor }) => formatMoney(amountMinor, currency, { locale })).join(', ');
  return (
    <Text size="sm" mt={4}>
      <IconAlertTriangle size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> Not included: {list}, because
      no exchange rate of the day is stored.{' '}
      <Anchor component={Link} href="/settings/rates" underline="always" inherit>
        Add rates
      </Anchor>
    </Text>
  );
}
