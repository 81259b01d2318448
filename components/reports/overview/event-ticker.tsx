'use client';

import { Anchor, Badge, Group, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { Mode } from '@/lib/reports/types';
import { formatInstant } from '../../format/format-instant';
import classes from '../report.module.css';
import { eventTickerQuery } from './event-ticker-query';

/** What Stripe has just told us. */
export function EventTicker({ mode, timeZone }: { mode: Mode; timeZone: string }) {
  const { data, error } = useQuery(eventTickerQuery(mode));
  return (
    <section>
      <Group justify="space-between" mb={8}>
        <Title order={2}>Latest events</Title>
        <Anchor component={Link} href="/events" size="sm">
          All events
        </Anchor>
      </Group>
      {error && (
        <Text size="sm">The events could not be read ({error.message}). It is tried again every 5 seconds.</Text>
      )}
      {!data && !error && <Skeleton h={240} animate={false} />}
      {data?.length === 0 && (
        <Text size="sm">
          No event has arrived.{' '}
          <Anchor component={Link} href="/sources" inherit underline="always">
            Connect Stripe
          </Anchor>
        </Text>
      )}
      <ul className={classes.ticker}>
        {data?.map((event) => (
          <li key={event.id}>
            <span className={classes.event}>{event.type}</span>
            <State state={event.state} />
            <Text component="span" size="xs" c="dimmed" ff="monospace" className={classes.event}>
              {event.objectId}
            </Text>
            <Text component="span" size="xs" c="dimmed" ta="right">
              {formatInstant(event.occurredAt, timeZone)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

const COLORS: Record<string, string> = { failed: 'red', pending: 'yellow' };

function State({ state }: { state: string }) {
  return (
    <Badge
      size="sm"
      variant="outline"
      color={COLORS[state] ?? 'gray'}
      c="var(--mantine-color-text)"
      tt="none"
      fz={12}
      fw={400}
    >
      {state}
    </Badge>
  );
}
