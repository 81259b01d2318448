'use client';

import { Table, Text, UnstyledButton } from '@mantine/core';
import { Section } from '@/components/admin/section';
import { TableFrame } from '@/components/admin/table-frame';
import { formatDay } from '@/components/format/format-period';
import { useLocale } from '@/components/format/locale-context';
import { formatMoney } from '@/lib/money/format';
import type { UnmatchedMovement } from '@/lib/reports/load-reconciliation';
import { categoryName } from './day-rows';
import classes from './reconciliation.module.css';
import { useSides } from './use-reconciliation-state';

const SHOWN = 200;

/** By id, what keeps the days from coming out at 0.00. */
export function UnmatchedList({ unmatched }: { unmatched: UnmatchedMovement[] }) {
  return (
    <Section
      title={`Unmatched (${unmatched.length})`}
      about="What one side holds and the other does not, or in another amount. Fetching it from Stripe brings what never arrived, and derives lost rows of the ledger anew."
    >
      <TableFrame label="Unmatched" minWidth={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Id</Table.Th>
            <Table.Th>What it moved</Table.Th>
            <Table.Th>Day</Table.Th>
            <Table.Th>Category</Table.Th>
            <Table.Th className={classes.number}>In Stripe’s balance</Table.Th>
            <Table.Th className={classes.number}>In the ledger</Table.Th>
            <Table.Th>Problem</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {unmatched.slice(0, SHOWN).map((one) => (
            <Row key={`${one.connectionId} ${one.id} ${one.problem}`} one={one} />
          ))}
        </Table.Tbody>
      </TableFrame>
      {unmatched.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {unmatched.length - SHOWN} more are in the CSV.
        </Text>
      )}
    </Section>
  );
}

function Row({ one }: { one: UnmatchedMovement }) {
  const locale = useLocale();
  const [, open] = useSides();
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, one.currency, { locale }));
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton
          className={`${classes.cell} ${classes.ids}`}
          aria-haspopup="dialog"
          onClick={() => open({ sides: `${one.day}:${one.category}:${one.currency}` })}
        >
          {one.id}
        </UnstyledButton>
      </Table.Td>
      <Table.Td className={classes.ids}>{one.source === one.id ? '–' : (one.source ?? '–')}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDay(one.day)}</Table.Td>
      <Table.Td>{categoryName(one.category)}</Table.Td>
      <Table.Td className={classes.number}>
        {one.problem === 'not in the balance' ? '–' : money(one.amountMinor)}
      </Table.Td>
      <Table.Td className={classes.number}>{money(one.ledgerMinor)}</Table.Td>
      <Table.Td>{`${one.problem.charAt(0).toUpperCase()}${one.problem.slice(1)}`}</Table.Td>
    </Table.Tr>
  );
}
