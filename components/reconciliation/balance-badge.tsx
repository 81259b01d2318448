'use client';

import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { formatRange } from '@/components/format/format-period';
import { useLocale } from '@/components/format/locale-context';
import { formatMoney } from '@/lib/money/format';
import type { BalanceBadge as Badge } from '@/lib/reports/load-balance-badge';
import { type BadgeDays, badgeQuery } from './badge-query';
import classes from './reconciliation.module.css';

const ICONS = { balanced: IconCheck, different: IconAlertTriangle, partly: IconMinus, unavailable: IconMinus };

/** Whether the figures of these days are Stripe's own to the cent; opens the comparison. */
export function BalanceBadge({ from, to, mode }: BadgeDays) {
  const locale = useLocale();
  const { data, isError } = useQuery(badgeQuery({ from, to, mode }));
  if (isError) return null; // the page it stands on says what is wrong with the server
  if (!data) return <span className={classes.badge}>Comparing with Stripe’s balance</span>;
  const Icon = ICONS[data.state];
  const search = new URLSearchParams({ from: data.from, to: data.to, ...(mode === 'test' ? { mode } : {}) });
  return (
    <Anchor
      component={Link}
      href={`/reconciliation?${search}`}
      prefetch={false}
      underline="always"
      className={classes.badge}
      data-state={data.state}
      title={`Ledger against Stripe’s balance, ${formatRange(data.from, data.to)}`}
    >
      <Icon size={14} aria-hidden /> {inWords(data, locale)}
    </Anchor>
  );
}

function inWords({ state, differences, unmatched, example }: Badge, locale: string): string {
  if (state === 'balanced') return '0.00 against Stripe’s balance';
  if (state === 'unavailable') return 'Not compared with Stripe’s balance';
  if (state === 'partly') return 'Partly compared with Stripe’s balance';
  const amounts = differences.map(({ currency, minor }) => formatMoney(minor, currency, { locale }));
  const what = amounts.length > 0 ? `${amounts.join(' + ')} apart from Stripe’s balance` : `${unmatched} unmatched`;
  return example ? `${what}: ${example}${unmatched > 1 ? ` and ${unmatched - 1} more` : ''}` : what;
}
