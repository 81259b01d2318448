import { Table } from '@mantine/core';
import type { ChangedRow } from '@/lib/workspace/replay-shapes';
import { TableFrame } from '../table-frame';
import classes from './event-log.module.css';
import { rowKind, rowMoney } from './row-words';

const SIGNS = { added: '+ added', removed: '− removed', changed: '~ changed' };

/** Rows of the ledger that are others than before. */
export function ChangedRows({ rows }: { rows: ChangedRow[] }) {
  return (
    <TableFrame label="Rows that differ" minWidth={720}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Change</Table.Th>
          <Table.Th>Row</Table.Th>
          <Table.Th>Customer</Table.Th>
          <Table.Th>Day</Table.Th>
          <Table.Th ta="right">Before</Table.Th>
          <Table.Th ta="right">After</Table.Th>
          <Table.Th>About</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={[row.table, row.connectionId, row.ownerId, row.key].join(' ')}>
            <Table.Td className={classes.oneLine}>{SIGNS[row.change]}</Table.Td>
            <Table.Td className={classes.oneLine}>{rowKind(row.table, row.measure)}</Table.Td>
            <Table.Td ff="monospace" className={classes.oneLine}>
              {row.ownerId}
            </Table.Td>
            <Table.Td className={classes.oneLine}>{row.day || '–'}</Table.Td>
            <Table.Td ta="right" className={classes.oneLine}>
              {rowMoney(row.beforeMinor, row.currency)}
            </Table.Td>
            <Table.Td ta="right" className={classes.oneLine}>
              {rowMoney(row.afterMinor, row.currency)}
            </Table.Td>
            <Table.Td c="dimmed">{row.about}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
