import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { MetricDescription } from '@/lib/reports/describe-metric';
import classes from './how-we-calculate.module.css';

/** Every metric of the registry, in words. */
export function MetricTable({ metrics }: { metrics: readonly MetricDescription[] }) {
  return (
    <TableFrame label="Metrics" minWidth={720}>
      <TableThead>
        <TableTr>
          <TableTh>Metric</TableTh>
          <TableTh>In the API</TableTh>
          <TableTh>Definition</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {metrics.map(({ id, label, definition }) => (
          <TableTr key={id} id={`metric-${id}`}>
            <TableTd className={classes.name}>{label}</TableTd>
            <TableTd className={classes.id}>{id}</TableTd>
            <TableTd>{definition}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
