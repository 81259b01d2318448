'use client';

import { Badge, Group, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import { StripeObject } from '@/components/reports/explain/stripe-object';
import type { Identifier } from '@/lib/people/shapes';
import classes from './people.module.css';

const KINDS: Record<Identifier['kind'], string> = {
  id: 'User id',
  email: 'E-mail address',
  alias: 'Alias',
  pin: 'Linked by hand',
};
const PLACES: Record<Identifier['evidence'][number]['on'], string> = {
  event: 'bill or payment',
  subscription: 'subscription',
  session: 'checkout session',
  payment_intent: 'payment intent',
  customer: 'customer',
};

/** What identifies a person, each with the objects that say so. */
export function IdentifierList({ identifiers, timeZone }: { identifiers: readonly Identifier[]; timeZone: string }) {
  if (identifiers.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing that the rules read: the Stripe customer stands for itself.
      </Text>
    );
  return (
    <ul className={classes.events}>
      {identifiers.map((identifier) => (
        <li key={`${identifier.kind} ${identifier.value}`} className={classes.identifier}>
          <Head identifier={identifier} timeZone={timeZone} />
          {identifier.evidence.length > 0 && (
            <ul className={classes.evidence}>
              {identifier.evidence.map((one) => (
                <Evidence
                  key={`${one.connectionId} ${one.customerId} ${one.on} ${one.field} ${one.value}`}
                  evidence={one}
                  timeZone={timeZone}
                />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Head({ identifier, timeZone }: { identifier: Identifier; timeZone: string }) {
  const { kind, value, isShared, evidence, since, by } = identifier;
  const isPast = evidence.length > 0 && evidence.every(({ isStillSaid }) => !isStillSaid);
  return (
    <Group gap={8}>
      <Text size="sm" fw={500} className={classes.person}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {KINDS[kind]}
        {since && ` since ${formatInstant(since, timeZone)}`}
        {since && by && ` by ${by}`}
      </Text>
      {isPast && <Mark>no longer said</Mark>}
      {isShared && <Mark>on too many customers, names nobody</Mark>}
    </Group>
  );
}

function Mark({ children }: { children: string }) {
  return (
    <Badge size="sm" variant="outline" color="gray" c="var(--mantine-color-text)" tt="none" fz={12} fw={400}>
      {children}
    </Badge>
  );
}

function Evidence({ evidence, timeZone }: { evidence: Identifier['evidence'][number]; timeZone: string }) {
  const { on, field, value, object, firstAt, lastAt, isStillSaid, customerId } = evidence;
  const first = formatInstant(firstAt, timeZone);
  const last = formatInstant(lastAt, timeZone);
  return (
    <li>
      <span>
        {PLACES[on]} {field} “{value}”
      </span>
      <StripeObject object={object} />
      {object.id !== customerId && <span>of {customerId}</span>}
      <span>
        {isStillSaid ? `since ${first}` : `from ${first}, no longer`}
        {last !== first && `, last begun ${last}`}
      </span>
    </li>
  );
}
