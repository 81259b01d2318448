'use client';

import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import Link from 'next/link';
import { formatMoney } from '@/lib/money/format';
import type { Unconverted } from '@/lib/reports/types';
import { formatInstant } from '../../format/format-instant';
import { useLocale } from '../../format/locale-context';
import type { BadgeDays } from '../../reconciliation/badge-query';
import { BalanceBadge } from '../../reconciliation/balance-badge';
import classes from '../report.module.css';

export interface Health {
  pending: number;
  failed: number;
  ignored: number;
  issues: { kind: string; count: number; message: string }[];
  lastEventAt: string | null;
}

interface DataHealthProps {
  health: Health;
  unconverted: Unconverted[];
  timeZone: string;
  /** Whose figures are held against Stripe's balance; null where nothing has come yet. */
  days: BadgeDays | null;
}

/** Whether the figures below can be believed, and what to look at when not. */
export function DataHealth({ health, unconverted, timeZone, days }: DataHealthProps) {
  const locale = useLocale();
  const { pending, failed, issues, lastEventAt } = health;
  const sound = failed === 0 && pending === 0 && issues.length === 0 && unconverted.length === 0;
  const amounts = unconverted.map(({ currency, amountMinor }) => formatMoney(amountMinor, currency, { locale }));
  return (
    <section className={classes.health} aria-label="Data health">
      {sound && (
        <span className={classes.healthItem}>
          <IconCheck size={14} aria-hidden="true" /> All events projected, nothing left out
        </span>
      )}
      {pending > 0 && (
        <span className={classes.healthItem}>
          <IconClock size={14} aria-hidden="true" /> {count(pending, 'event')} waiting to be projected
        </span>
      )}
      {failed > 0 && <Warning href="/events?state=failed" text={`${count(failed, 'event')} failed`} />}
      {issues.map(({ kind, count: found, message }) => (
        <Warning key={kind} href="/sources#not-computed" text={`${message} (${found})`} />
      ))}
      {amounts.length > 0 && <Warning href="/settings/rates" text={`No exchange rate for ${amounts.join(', ')}`} />}
      {days && <BalanceBadge {...days} />}
      <span className={classes.healthItem} style={{ marginLeft: 'auto' }}>
        {lastEventAt ? `Last event ${formatInstant(lastEventAt, timeZone)}` : 'No event has arrived yet'}
      </span>
    </section>
  );
}

function Warning({ href, text }: { href: string; text: string }) {
  return (
    <span className={classes.healthItem}>
      <IconAlertTriangle size={14} aria-hidden="true" />
      <Anchor component={Link} href={href} inherit c="inherit" underline="always">
        {text}
      </Anchor>
    </span>
  );
}

const count = (amount: number, noun: string) => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
