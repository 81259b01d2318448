import { Table } from '@mantine/core';
import type { LatestRate } from '@/lib/workspace/load-rates';
import { TableFrame } from '../table-frame';

export function RatesTable({ rates }: { rates: LatestRate[] }) {
  return (
    <TableFrame label="Latest rates" minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Pair</Table.Th>
          <Table.Th ta="right">Rate</Table.Th>
          <Table.Th>Latest day</Table.Th>
          <Table.Th ta="right">Days stored</Table.Th>
          <Table.Th>From</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rates.map(({ base, quote, rate, day, days, source }) => (
          <Table.Tr key={`${base}${quote}`}>
            <Table.Td>
              {base.toUpperCase()} → {quote.toUpperCase()}
            </Table.Td>
            <Table.Td ta="right">{rate}</Table.Td>
            <Table.Td>{day}</Table.Td>
            <Table.Td ta="right">{days}</Table.Td>
            <Table.Td>{source}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
