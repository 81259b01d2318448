'use client';

import { Alert, Button, Center, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { useLocale } from '@/components/format/locale-context';
import explain from '@/components/reports/explain/explain.module.css';
import { StripeObject } from '@/components/reports/explain/stripe-object';
import { formatMoney } from '@/lib/money/format';
import type { TimelineItem } from '@/lib/people/shapes';
import type { Mode } from '@/lib/reports/types';
import classes from './people.module.css';
import { timelineQuery } from './people-queries';
import { personHref } from './person-href';

const KINDS = [
  { value: '', label: 'Everything' },
  { value: 'payment', label: 'Payments' },
  { value: 'refund', label: 'Refunds' },
  { value: 'dispute', label: 'Disputes' },
  { value: 'subscription', label: 'Subscriptions' },
  { value: 'trial', label: 'Trials' },
  { value: 'touch', label: 'Clicks and visits' },
  { value: 'lead', label: 'Leads' },
  { value: 'tracked', label: 'Tracked sales' },
  { value: 'attribution', label: 'Credit' },
  { value: 'identity', label: 'Identity' },
];

interface Props {
  personId: string;
  mode: Mode;
  timeZone: string;
}

/** What happened with a person, newest first, a page at a time. */
export function TimelineList({ personId, mode, timeZone }: Props) {
  const [kind, setKind] = useState('');
  const query = useInfiniteQuery(timelineQuery(personId, mode, kind));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="xs">
      <Select
        size="xs"
        w={160}
        aria-label="What to show"
        data={KINDS}
        value={kind}
        onChange={(value) => setKind(value ?? '')}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      {query.error && (
        <Alert role="alert" color="red" variant="light" title="What happened cannot be read">
          {query.error.message}
        </Alert>
      )}
      {query.isPending && <Skeleton height={240} role="status" aria-label="Loading" animate={false} />}
      {query.data && items.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing of this kind is known.
        </Text>
      )}
      <ul className={classes.events} aria-label="What happened">
        {items.map((item) => (
          <Happened key={item.id} item={item} {...{ mode, timeZone }} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show what happened before
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function Happened({ item, mode, timeZone }: { item: TimelineItem } & Omit<Props, 'personId'>) {
  const locale = useLocale();
  const { at, title, detail, amountMinor, currency, objects, people, kind } = item;
  return (
    <li className={classes.event}>
      <span className={classes.when}>{formatInstant(at, timeZone)}</span>
      <div>
        <Text size="sm" fw={500} component="span">
          {title}
        </Text>
        {detail && (
          <Text size="sm" c="dimmed" component="span">
            {' '}
            {detail}
          </Text>
        )}
        {people && (
          <Text size="sm" component="div">
            <TextLink href={personHref(people.from, mode)}>{people.from}</TextLink> →{' '}
            <TextLink href={personHref(people.to, mode)}>{people.to}</TextLink>
          </Text>
        )}
        <div className={explain.objects}>
          {objects.map((object) => (
            <StripeObject key={`${object.type}:${object.id}`} object={object} />
          ))}
        </div>
      </div>
      <span className={classes.number} data-kind={kind}>
        {amountMinor !== null && formatMoney(amountMinor, currency, { locale, sign: kind === 'subscription' })}
        {amountMinor !== null && kind === 'subscription' && ' MRR'}
      </span>
    </li>
  );
}
