'use client';

import { Table, Text, Tooltip } from '@mantine/core';
import { ruleLabel } from '@/components/admin/identity/rule-label';
import { swatchOf } from '@/components/admin/sources/swatch-of';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { StripeObject } from '@/components/reports/explain/stripe-object';
import type { PersonDetail } from '@/lib/people/shapes';
import classes from './people.module.css';
import { personHref } from './person-href';

type Customer = PersonDetail['customerList'][number];

interface Props {
  customers: readonly Customer[];
  timeZone: string;
}

/** All Stripe customers and guests of a person, with how each was resolved and who else it claims to be. */
export function CustomerTable({ customers, timeZone }: Props) {
  return (
    <TableFrame label="Stripe customers" minWidth={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Customer</Table.Th>
          <Table.Th>Name and address</Table.Th>
          <Table.Th>Source</Table.Th>
          <Table.Th>Resolved by</Table.Th>
          <Table.Th>Created</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {customers.map((customer) => (
          <Table.Tr key={`${customer.connectionId} ${customer.id}`}>
            <Table.Td className={classes.names}>
              {customer.url ? (
                <StripeObject object={{ type: 'customer', id: customer.id, url: customer.url }} />
              ) : (
                <span className={classes.id}>{customer.id}</span>
              )}
              {customer.deleted && (
                <Text size="xs" c="dimmed">
                  Deleted in Stripe
                </Text>
              )}
            </Table.Td>
            <Table.Td className={classes.names}>
              {customer.name ?? '–'}
              <Text size="xs" c="dimmed">
                {customer.email}
              </Text>
            </Table.Td>
            <Table.Td>
              <span className={classes.swatch} style={{ background: swatchOf(customer.colour) }} aria-hidden />{' '}
              {customer.connectionName}
            </Table.Td>
            <Table.Td className={classes.names}>
              {ruleLabel(customer.resolvedBy)}
              <Rivals customer={customer} />
            </Table.Td>
            <Table.Td className={classes.oneLine}>
              {customer.createdAt ? formatInstant(customer.createdAt, timeZone) : '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function Rivals({ customer: { isShared, person, rivals, mode } }: { customer: Customer }) {
  if (isShared)
    return (
      <Text size="xs" component="div">
        Shared: counted with{' '}
        <TextLink href={personHref(person, mode)} size="xs">
          {person}
        </TextLink>
      </Text>
    );
  if (rivals.length === 0) return null;
  return (
    <Tooltip label="The rule that decided found these people as well" multiline maw={280}>
      <Text size="xs" component="div">
        also claims to be{' '}
        {rivals.map((rival, index) => (
          <span key={rival}>
            {index > 0 && ', '}
            <TextLink href={personHref(rival, mode)} size="xs">
              {rival}
            </TextLink>
          </span>
        ))}
      </Text>
    </Tooltip>
  );
}
