'use client';

import { Table, Text } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { formatDay } from '@/components/format/format-period';
import { dayOf } from '@/lib/calendar/days';
import type { PartnerPage } from '@/lib/partner-portal/load-partner-page';
import { Money } from '../money';
import classes from '../partners.module.css';

export function OwnPayouts({ payouts, timeZone }: Pick<PartnerPage, 'payouts' | 'timeZone'>) {
  if (payouts.length === 0) return <Text size="sm">There is none yet.</Text>;
  const day = (instant: string) => formatDay(dayOf(new Date(instant), timeZone));
  return (
    <TableFrame label="Payouts" minWidth={420}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Made</Table.Th>
          <Table.Th>Paid</Table.Th>
          <Table.Th className={classes.number}>Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {payouts.map(({ madeAt, paidAt, amountMinor, currency }) => (
          <Table.Tr key={`${madeAt} ${currency}`}>
            <Table.Td>{day(madeAt)}</Table.Td>
            <Table.Td>{paidAt ? day(paidAt) : 'not yet'}</Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={amountMinor} currency={currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
