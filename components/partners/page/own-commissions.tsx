'use client';

import { Table, Text } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { formatDay } from '@/components/format/format-period';
import { dayOf } from '@/lib/calendar/days';
import type { OwnCommission } from '@/lib/partner-portal/load-partner-page';
import { Money } from '../money';
import classes from '../partners.module.css';

export function OwnCommissions({ commissions, timeZone }: { commissions: readonly OwnCommission[]; timeZone: string }) {
  if (commissions.length === 0) return <Text size="sm">There is none yet.</Text>;
  return (
    <TableFrame label="Commissions" minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th>For</Table.Th>
          <Table.Th>Customer</Table.Th>
          <Table.Th className={classes.number}>Earned</Table.Th>
          <Table.Th className={classes.number}>Paid</Table.Th>
          <Table.Th>Status</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {commissions.map(({ id, occurredAt, event, customer, earningsMinor, paidMinor, currency, standing }) => (
          <Table.Tr key={id}>
            <Table.Td className={classes.oneLine}>{formatDay(dayOf(new Date(occurredAt), timeZone))}</Table.Td>
            <Table.Td>{event}</Table.Td>
            <Table.Td>{customer}</Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={earningsMinor} currency={currency} />
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={paidMinor} currency={currency} />
            </Table.Td>
            <Table.Td>{standing}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
