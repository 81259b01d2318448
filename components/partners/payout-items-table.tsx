'use client';

import { Table, Text } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import type { PayoutDetail } from '@/lib/partners/shapes';
import { Money } from './money';
import { commissionsHref } from './partner-href';
import classes from './partners.module.css';

interface Props {
  label: string;
  items: PayoutDetail['items'];
  currency: string;
  /** Which commissions a row opens. */
  filter: Record<string, string>;
}

/** Who is paid how much; the last row is the sum. */
export function PayoutItemsTable({ label, items, currency, filter }: Props) {
  const sum = (of: (item: PayoutDetail['items'][number]) => number) => items.reduce((total, one) => total + of(one), 0);
  return (
    <TableFrame label={label} minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Partner</Table.Th>
          <Table.Th className={classes.number}>Commissions</Table.Th>
          <Table.Th className={classes.number}>Of it taken back</Table.Th>
          <Table.Th className={classes.number}>Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map(({ partner, commissions, clawedMinor, amountMinor }) => (
          <Table.Tr key={partner.id}>
            <Table.Td>
              {partner.name}
              <Text size="xs" c="dimmed">
                {partner.email}
              </Text>
            </Table.Td>
            <Table.Td className={classes.number}>
              <TextLink href={commissionsHref({ ...filter, partner: partner.id }, 'live')} underline="hover">
                {commissions}
              </TextLink>
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={clawedMinor} currency={currency} />
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={amountMinor} currency={currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr className={classes.total}>
          <Table.Th scope="row">Total</Table.Th>
          <Table.Td className={classes.number}>{sum(({ commissions }) => commissions)}</Table.Td>
          <Table.Td className={classes.number}>
            <Money minor={sum(({ clawedMinor }) => clawedMinor)} currency={currency} />
          </Table.Td>
          <Table.Td className={classes.number}>
            <Money minor={sum(({ amountMinor }) => amountMinor)} currency={currency} />
          </Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </TableFrame>
  );
}
