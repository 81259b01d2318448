import type { ReactNode } from 'react';
import type { Interval } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../format/format-period';
import classes from './table.module.css';
import { TableBox } from './table-box';

export interface Span {
  start: string;
  end: string;
  incomplete?: boolean;
}

export interface Column<Line> {
  key: string;
  label: string;
  /** `name` says which line it is: "Mar 2026". */
  cell: (line: Line, name: string) => ReactNode;
}

interface PeriodLinesProps<Line> {
  label: string;
  /** What stands above the names of the periods. */
  periods?: string;
  interval: Interval;
  columns: readonly Column<Line>[];
  lines: readonly Line[];
  /** The figures of the whole range; null where there are none. */
  whole: Line | null;
}

/** Figures period by period, newest first; the last line is the whole range. */
export function PeriodLines<Line extends Span>(props: PeriodLinesProps<Line>) {
  const { label, periods = 'Period', interval, columns, lines, whole } = props;
  return (
    <TableBox label={label}>
      <thead>
        <tr>
          <th scope="col">{periods}</th>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.toReversed().map((line) => (
          <tr key={line.start}>
            <Cells
              line={line}
              name={formatPeriod(line.start, line.end, interval)}
              soFar={line.incomplete}
              {...{ columns }}
            />
          </tr>
        ))}
      </tbody>
      {whole && (
        <tfoot>
          <tr>
            <Cells line={whole} name={formatRange(whole.start, whole.end)} {...{ columns }} />
          </tr>
        </tfoot>
      )}
    </TableBox>
  );
}

interface CellsProps<Line> {
  line: Line;
  name: string;
  soFar?: boolean;
  columns: readonly Column<Line>[];
}

function Cells<Line>({ line, name, soFar, columns }: CellsProps<Line>) {
  return (
    <>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      {columns.map(({ key, cell }) => (
        <td key={key}>{cell(line, name)}</td>
      ))}
    </>
  );
}
