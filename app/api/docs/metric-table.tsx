import { Code, TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { MetricDescription } from '@/lib/reports/describe-metric';

export function MetricTable({ metrics }: { metrics: readonly MetricDescription[] }) {
  return (
    <TableFrame label="Metrics" minWidth={720}>
      <TableThead>
        <TableTr>
          <TableTh>Id</TableTh>
          <TableTh>Unit</TableTh>
          <TableTh>Dimensions</TableTh>
          <TableTh>Definition</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {metrics.map(({ id, unit, dimensions, definition }) => (
          <TableTr key={id}>
            <TableTd style={{ whiteSpace: 'nowrap' }}>
              <Code>{id}</Code>
            </TableTd>
            <TableTd>{unit}</TableTd>
            <TableTd>{dimensions.join(', ')}</TableTd>
            <TableTd>{definition}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
