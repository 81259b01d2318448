'use client';

import { Table, Text } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { personHref } from '@/components/people/person-href';
import type { LastClick } from '@/lib/links/figures/last-clicks';
import type { Mode } from '@/lib/reports/types';
import classes from './links.module.css';

interface Props {
  clicks: readonly LastClick[];
  mode: Mode;
  timeZone: string;
}

/** The latest clicks, and who made them where that is known. */
export function LastClicksTable({ clicks, mode, timeZone }: Props) {
  if (clicks.length === 0) return <Text size="sm">Nobody has clicked this link yet.</Text>;
  return (
    <TableFrame label="Last clicks" minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>Came from</Table.Th>
          <Table.Th>Country</Table.Th>
          <Table.Th>Became a lead</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {clicks.map(({ id, at, who, personId, referrer, country, hasLead }) => (
          <Table.Tr key={id}>
            <Table.Td className={classes.short}>{formatInstant(at, timeZone)}</Table.Td>
            <Table.Td className={classes.origin}>
              {personId === null ? nameOf(who) : <TextLink href={personHref(personId, mode)}>{nameOf(who)}</TextLink>}
            </Table.Td>
            <Table.Td className={classes.origin}>{referrer ?? '–'}</Table.Td>
            <Table.Td>{country ?? '–'}</Table.Td>
            <Table.Td>{hasLead ? 'Yes' : 'No'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

const nameOf = (who: string | null) => who?.replace(/^(id|email|customer):/, '') ?? 'Not known yet';
