import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { OtherOutcome } from '@/lib/examples/outcomes';
import { CheckMark } from './check-mark';

/** The churn of one and the same month by everyone's formula. */
export function OthersTable({ others }: { others: readonly OtherOutcome[] }) {
  return (
    <TableFrame label="How others count churn" minWidth={640}>
      <TableThead>
        <TableTr>
          <TableTh>System</TableTh>
          <TableTh>Formula</TableTh>
          <TableTh>On data set B2-1</TableTh>
          <TableTh>Result</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {others.map(({ system, formula, value, holds }) => (
          <TableTr key={system}>
            <TableTd>{system}</TableTd>
            <TableTd>{formula}</TableTd>
            <TableTd>{value}</TableTd>
            <TableTd>
              <CheckMark holds={holds} />
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
