'use client';

import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { Figure } from '../explain/figure';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { type RevenueStep, revenueGap, revenueTarget } from './revenue-bridge';

interface RevenueTableProps {
  net: MetricResult;
  steps: readonly RevenueStep[];
  params: ReportParams;
}

/** From gross to net in every period, and over the whole range. */
export function RevenueTable({ net, steps, params }: RevenueTableProps) {
  // Periods that have not begun have no figures yet.
  const points = (net.series[0]?.points ?? []).filter(({ value }) => value !== null);
  const whole = { ...net.total, start: params.from, end: params.to };
  const range = formatRange(params.from, params.to);
  const cells = ({ value, parts }: MetricTotal) =>
    [...steps.map(({ part }) => parts?.[part] ?? 0), value].map((amount) => csvFigure(amount, net));

  return (
    <TableSection
      title="From gross to net by period"
      fileName={`net-revenue-${params.from}-${params.to}`}
      csv={() => ({
        header: ['Period', ...steps.map(({ label }) => label), 'Net'],
        rows: [
          ...points.map((point) => [formatPeriod(point.start, point.end, net.interval), ...cells(point)]),
          [range, ...cells(whole)],
        ],
      })}
    >
      <TableBox label="From gross to net by period">
        <thead>
          <tr>
            <th scope="col">Period</th>
            {steps.map(({ part, label }) => (
              <th key={part} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Net</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <Line
              key={point.start}
              name={formatPeriod(point.start, point.end, net.interval)}
              soFar={point.incomplete}
              figure={point}
              {...{ net, steps }}
            />
          ))}
        </tbody>
        <tfoot>
          <Line name={range} figure={whole} {...{ net, steps }} />
        </tfoot>
      </TableBox>
      <AddsUp broken={[...points, whole].filter((figure) => revenueGap(steps, figure) !== 0).length} />
    </TableSection>
  );
}

interface LineProps {
  name: string;
  soFar?: boolean;
  figure: MetricTotal & { start: string; end: string };
  net: MetricResult;
  steps: readonly RevenueStep[];
}

function Line({ name, soFar, figure, net, steps }: LineProps) {
  const format = useFormat(net);
  return (
    <tr>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      {steps.map((step) => (
        <td key={step.part}>
          <Figure target={revenueTarget(figure, step.part)} name={`${step.name}, ${name}`}>
            {format(figure.parts?.[step.part] ?? 0)}
          </Figure>
        </td>
      ))}
      <td>
        <Figure target={revenueTarget(figure)} name={`net revenue, ${name}`}>
          {format(figure.value)}
        </Figure>
      </td>
    </tr>
  );
}

function AddsUp({ broken }: { broken: number }) {
  if (broken === 0) {
    return (
      <Text size="xs" c="dimmed" mt={6}>
        <IconCheck size={12} aria-hidden="true" /> The steps come to net revenue exactly, in every line.
      </Text>
    );
  }
  return (
    <Text size="sm" mt={6}>
      <IconAlertTriangle size={14} aria-hidden="true" /> In {broken} {broken === 1 ? 'line' : 'lines'} the steps do not
      come to net revenue. Run the rebuild command and compare.
    </Text>
  );
}
