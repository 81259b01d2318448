import { Table } from '@mantine/core';
import { TableFrame } from '../table-frame';
import { ruleLabel } from './rule-label';

export interface PersonRow {
  ownerId: string;
  email: string | null;
  name: string | null;
  personId: string;
  resolvedBy: string;
}

/** Customer → person, with the evidence. */
export function PeopleTable({ label, people }: { label: string; people: PersonRow[] }) {
  return (
    <TableFrame label={label} minWidth={720}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Customer</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th>E-mail</Table.Th>
          <Table.Th>Person</Table.Th>
          <Table.Th>Found by</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((row) => (
          <Table.Tr key={row.ownerId}>
            <Table.Td ff="monospace">{row.ownerId}</Table.Td>
            <Table.Td>{row.name ?? '–'}</Table.Td>
            <Table.Td>{row.email ?? '–'}</Table.Td>
            <Table.Td ff="monospace">{row.personId}</Table.Td>
            <Table.Td>{ruleLabel(row.resolvedBy)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
