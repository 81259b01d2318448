'use client';

import { Table, Text } from '@mantine/core';
import { ruleLabel } from '@/components/admin/identity/rule-label';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatDay } from '@/components/format/format-period';
import { useFormat } from '@/components/format/use-format';
import { dayOf } from '@/lib/calendar/days';
import type { ListedPerson } from '@/lib/people/shapes';
import classes from './people.module.css';
import { personHref } from './person-href';

interface Props {
  people: readonly ListedPerson[];
  currency: string;
  timeZone: string;
}

/** A row opens its person. */
export function PeopleTable({ people, currency, timeZone }: Props) {
  const money = useFormat({ unit: 'money', currency });
  const day = (instant: string | null) => (instant ? formatDay(dayOf(new Date(instant), timeZone)) : '–');
  return (
    <TableFrame label="People" minWidth={980}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Person</Table.Th>
          <Table.Th>Names and addresses</Table.Th>
          <Table.Th className={classes.number}>Customers</Table.Th>
          <Table.Th>Found by</Table.Th>
          <Table.Th className={classes.number}>MRR now</Table.Th>
          <Table.Th className={classes.number}>Net revenue</Table.Th>
          <Table.Th>First seen</Table.Th>
          <Table.Th>Last purchase</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id} className={classes.row}>
            <Table.Td className={classes.person}>
              <TextLink href={personHref(person.id, person.mode)} underline="hover" className={classes.rowLink}>
                {person.id}
              </TextLink>
            </Table.Td>
            <Table.Td className={classes.names}>
              {person.names.join(', ')}
              <Text size="xs" c="dimmed" className={classes.addresses}>
                {person.emails.join(', ')}
              </Text>
            </Table.Td>
            <Table.Td className={classes.number}>{person.customers}</Table.Td>
            <Table.Td>{person.resolvedBy.map(ruleLabel).join(', ')}</Table.Td>
            <Table.Td className={classes.number}>{money(person.mrrMinor)}</Table.Td>
            <Table.Td className={classes.number}>{money(person.netRevenueMinor)}</Table.Td>
            <Table.Td className={classes.oneLine}>{day(person.firstSeenAt)}</Table.Td>
            <Table.Td className={classes.oneLine}>{day(person.lastPurchaseAt)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
