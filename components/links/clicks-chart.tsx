'use client';

import { Table } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { ChartFrame } from '@/components/charts/chart-frame';
import { paletteColor } from '@/components/charts/chart-model';
import { StackedBars } from '@/components/charts/stacked-bars';
import { formatDay, formatPeriodShort } from '@/components/format/format-period';
import { useFormat } from '@/components/format/use-format';
import type { Day } from '@/lib/calendar/days';
import classes from './links.module.css';

interface Props {
  slug: string;
  /** In the order of time, the running day last. */
  days: { day: Day; clicks: number }[];
}

/** How often a link was clicked, day by day. */
export function ClicksChart({ slug, days }: Props) {
  const format = useFormat({ unit: 'count', currency: 'usd' });
  const title = 'Clicks per day';
  const series = [{ key: 'clicks', label: 'Clicks', color: paletteColor(0), values: days.map(({ clicks }) => clicks) }];
  const periods = days.map(({ day }, index) => ({
    key: day,
    label: formatDay(day),
    short: formatPeriodShort(day, 'day'),
    partial: index === days.length - 1,
  }));
  return (
    <ChartFrame
      title={title}
      note={`The last ${days.length} days, today included.`}
      legend={series}
      partial="pale"
      csv={[]}
      fileName={`clicks-${slug}`}
      chart={<StackedBars label={`${title} on /r/${slug}`} {...{ periods, series, format }} integers />}
      table={
        <TableFrame label={title} minWidth={240} maxHeight={320}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Day</Table.Th>
              <Table.Th className={classes.number}>Clicks</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.toReversed().map(({ day, clicks }) => (
              <Table.Tr key={day}>
                <Table.Th scope="row">{formatDay(day)}</Table.Th>
                <Table.Td className={classes.number}>{format(clicks)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      }
    />
  );
}
