'use client';

import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { MetricResult } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { openingTarget, pointTarget } from '../metric-target';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { MOVEMENTS, type MovementPeriod, movementTotal } from './movement-periods';

/** Opening + movements = closing, line by line and for the whole range. */
export function MovementTable({ mrr, periods }: { mrr: MetricResult; periods: MovementPeriod[] }) {
  const total = movementTotal(periods);
  return (
    <>
      <TableBox label="MRR movements by period">
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">Opening</th>
            {MOVEMENTS.map(({ metric, label }) => (
              <th key={metric} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Closing</th>
          </tr>
        </thead>
        <tbody>
          {periods.toReversed().map((period) => (
            <Line key={period.start} period={period} mrr={mrr} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Line period={total} mrr={mrr} whole={periods} />
          </tfoot>
        )}
      </TableBox>
      {total && <AddsUp mrr={mrr} periods={periods} />}
    </>
  );
}

interface LineProps {
  period: MovementPeriod;
  mrr: MetricResult;
  /** For the totals line: the periods it sums. */
  whole?: MovementPeriod[];
}

function Line({ period, mrr, whole }: LineProps) {
  const format = useFormat(mrr);
  const { start, end, incomplete, opening, steps, closing } = period;
  const name = whole ? formatRange(start, end) : formatPeriod(start, end, mrr.interval);
  const level = pointTarget('mrr', whole?.at(-1) ?? period);
  return (
    <tr>
      <th scope="row">
        {name}
        {incomplete && !whole && <span className={classes.aside}> so far</span>}
      </th>
      <td>
        <Figure target={openingTarget('mrr', start)} name={`opening MRR, ${name}`}>
          {format(opening)}
        </Figure>
      </td>
      {MOVEMENTS.map(({ metric, label }, at) => (
        <td key={metric}>
          <Figure target={pointTarget(metric, period)} name={`${label}, ${name}`}>
            {format(steps[at] ?? 0, { sign: true })}
          </Figure>
        </td>
      ))}
      <td>
        <Figure target={level} name={`closing MRR, ${name}`}>
          {format(closing)}
        </Figure>
      </td>
    </tr>
  );
}

function AddsUp({ mrr, periods }: { mrr: MetricResult; periods: MovementPeriod[] }) {
  const format = useFormat(mrr);
  const broken = periods.filter(({ gap }) => gap !== 0);
  const [first] = broken;
  if (!first) {
    return (
      <Text size="xs" c="dimmed" mt={6}>
        <IconCheck size={12} aria-hidden="true" /> Opening plus movements equals closing in every period.
      </Text>
    );
  }
  return (
    <Text size="sm" mt={6}>
      <IconAlertTriangle size={14} aria-hidden="true" /> {broken.length} of {periods.length} periods do not add up,
      first {formatPeriod(first.start, first.end, mrr.interval)} by {format(first.gap, { sign: true })}. Run the rebuild
      command and compare.
    </Text>
  );
}
