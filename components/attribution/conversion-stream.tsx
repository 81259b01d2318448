'use client';

import { Alert, Badge, Button, Center, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { formatMoney } from '@/lib/money/format';
import { CONVERSION_KINDS, type ConversionEvent } from '@/lib/reports/conversion-shapes';
import type { ReportParams } from '@/lib/reports/types';
import { TextLink } from '../admin/text-link';
import { formatInstant } from '../format/format-instant';
import { useLocale } from '../format/locale-context';
import { personHref } from '../people/person-href';
import classes from './attribution.module.css';
import { conversionsQuery } from './conversion-query';

interface ConversionStreamProps {
  params: Pick<ReportParams, 'mode'>;
  timeZone: string;
}

const KIND_LABELS = { click: 'Click', lead: 'Lead', sale: 'Sale' };
const KINDS = [
  { value: '', label: 'Clicks, leads, sales' },
  ...CONVERSION_KINDS.map((value) => ({ value, label: `${KIND_LABELS[value]}s` })),
];
const CARRIED = /^(mode|filter\[.+\]!?)$/;

/** Each click, lead and sale as it comes. */
export function ConversionStream({ params: { mode }, timeZone }: ConversionStreamProps) {
  const [kind, setKind] = useState('');
  const client = useQueryClient();
  const search = new URLSearchParams([...useSearchParams()].filter(([name]) => CARRIED.test(name))).toString();
  const options = conversionsQuery(kind, search);
  const query = useInfiniteQuery(options);
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  const isPaused = (query.data?.pages.length ?? 0) > 1;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Select
          size="xs"
          w={184}
          aria-label="What to show"
          data={KINDS}
          value={kind}
          onChange={(value) => setKind(value ?? '')}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <Text size="xs" c="dimmed">
          {isPaused ? 'Paused while earlier ones are shown.' : 'Looked for anew every 5 seconds.'}
        </Text>
        {isPaused && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => client.resetQueries({ queryKey: options.queryKey })}
          >
            Back to the latest
          </Button>
        )}
      </Group>
      {query.error && (
        <Alert role="alert" color="red" variant="light" title="The events cannot be read">
          {query.error.message}
        </Alert>
      )}
      {query.isPending && <Skeleton height={320} role="status" aria-label="Loading" animate={false} />}
      {query.data && events.length === 0 && (
        <Text size="sm">
          Nothing of this kind has happened yet. <TextLink href="/attribution/links">Make a link</TextLink>, or let your
          app track leads and sales.
        </Text>
      )}
      {events.length > 0 && (
        <ul className={classes.stream} aria-label="Events">
          {events.map((event) => (
            <Row key={event.id} event={event} {...{ mode, timeZone }} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show earlier ones
          </Button>
        </Center>
      )}
    </Stack>
  );
}

interface RowProps {
  event: ConversionEvent;
  mode: ReportParams['mode'];
  timeZone: string;
}

function Row({ event, mode, timeZone }: RowProps) {
  const locale = useLocale();
  const { kind, at, title, who, person, link, source, medium, campaign, quantity, amountMinor, currency } = event;
  const from = [link, source, medium, campaign].filter((text) => text !== '').join(' · ');
  return (
    <li className={classes.streamRow}>
      <Text component="time" dateTime={at} size="xs" c="dimmed">
        {formatInstant(at, timeZone)}
      </Text>
      <Badge size="sm" variant="outline" color="gray" c="var(--mantine-color-text)" tt="none" fz={12} fw={400}>
        {KIND_LABELS[kind]}
      </Badge>
      <span className={classes.streamAbout}>
        {title}
        {quantity > 1 && ` × ${quantity}`}
        {who && ' by '}
        {person ? <TextLink href={personHref(person, mode)}>{who}</TextLink> : who}{' '}
        <Text component="span" size="xs" c="dimmed">
          {from || 'Direct / unknown'}
        </Text>
      </span>
      <span className={classes.amount}>{amountMinor !== null && formatMoney(amountMinor, currency, { locale })}</span>
    </li>
  );
}
