import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { MetricDescription } from '@/lib/reports/describe-metric';
import classes from './how-we-calculate.module.css';

/** Every metric of the registry, in words. */
export function MetricTable({ metrics }: { metrics: readonly MetricDescription[] }) {
  return (
    <TableFrame label="Metrics" minWidth={280}>
      <TableThead>
        <TableTr>
          <TableTh>Metric</TableTh>
          <TableTh>Definition</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {metrics.map(({ id, label, definition }) => (
          <TableTr key={id} id={`metric-${id}`}>
            <TableTd className={classes.metric}>
              {label}
              <code>{id}</code>
            </TableTd>
            <TableTd>{definition}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
