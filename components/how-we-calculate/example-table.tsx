import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { Outcome } from '@/lib/examples/example';
import { CheckMark } from './check-mark';
import classes from './how-we-calculate.module.css';

/** Worked examples: what goes in, how it is computed, what should and what does come out. */
export function ExampleTable({ label, outcomes }: { label: string; outcomes: readonly Outcome[] }) {
  return (
    <TableFrame label={`Worked examples: ${label}`} minWidth={760}>
      <TableThead>
        <TableTr>
          <TableTh>Example</TableTh>
          <TableTh>Input</TableTh>
          <TableTh>Arithmetic</TableTh>
          <TableTh>Expected</TableTh>
          <TableTh>Computed</TableTh>
          <TableTh>Result</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {outcomes.map(({ id, input, arithmetic, expected, value, holds }) => (
          <TableTr key={`${id} ${input}`}>
            <TableTd className={classes.id}>{id}</TableTd>
            <TableTd>{input}</TableTd>
            <TableTd c="dimmed">{arithmetic}</TableTd>
            <TableTd>{expected}</TableTd>
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
