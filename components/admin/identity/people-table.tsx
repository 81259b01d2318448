import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
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
      <TableThead>
        <TableTr>
          <TableTh>Customer</TableTh>
          <TableTh>Name</TableTh>
          <TableTh>E-mail</TableTh>
          <TableTh>Person</TableTh>
          <TableTh>Found by</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {people.map((row) => (
          <TableTr key={row.ownerId}>
            <TableTd ff="monospace">{row.ownerId}</TableTd>
            <TableTd>{row.name ?? '–'}</TableTd>
            <TableTd>{row.email ?? '–'}</TableTd>
            <TableTd ff="monospace">{row.personId}</TableTd>
            <TableTd>{ruleLabel(row.resolvedBy)}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
