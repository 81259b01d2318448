import { Table } from '@mantine/core';
import { TableFrame } from '../table-frame';
import classes from './event-log.module.css';
import type { EffectRow } from './event-queries';
import { rowKind, rowMoney } from './row-words';

/** Rows of the ledger, the newest first. */
export function EffectRows({ label, rows }: { label: string; rows: EffectRow[] }) {
  return (
    <TableFrame label={label} minWidth={460}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th>Row</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
          <Table.Th>About</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that read the same are different rows, and none moves
          <Table.Tr key={`${row.table} ${row.measure} ${row.day} ${row.about} ${index}`}>
            <Table.Td className={classes.oneLine}>{row.day}</Table.Td>
            <Table.Td className={classes.oneLine}>{rowKind(row.table, row.measure)}</Table.Td>
            <Table.Td ta="right" className={classes.oneLine}>
              {rowMoney(row.amountMinor, row.currency)}
            </Table.Td>
            <Table.Td c="dimmed">{row.about}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
