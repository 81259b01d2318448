'use client';

import type { Dimension, ReportParams } from '@/lib/reports/types';
import { formatPeriod } from '../../format/format-period';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { FigureCell } from '../figure-cell';
import { dimensionLabel } from '../filter-bar/dimensions';
import { latestPoints } from '../latest-points';
import { pointTarget, sliceOf } from '../metric-target';
import { SortHeader } from '../sort-header';
import { sortRows } from '../sort-rows';
import { TableBox } from '../table-box';
import { useSort } from '../use-sort';
import { type CouponColumn, type CouponRow, couponRows, couponTotals, inTheirPlaces } from './coupon-rows';

interface CouponTableProps {
  title: string;
  columns: readonly CouponColumn[];
  by: Dimension;
  params: ReportParams;
}

const FALLBACK = { column: 'net-revenue', direction: 'desc' } as const;

/** A line for each coupon, beside the group without one. */
export function CouponTable({ title, columns, by, params }: CouponTableProps) {
  const [sort] = useSort(FALLBACK);
  const rows = inTheirPlaces(
    sortRows(couponRows(columns, params), sort, (row, column) =>
      column === 'name' ? row.label : (row.figures[columns.findIndex(({ id }) => id === column)]?.figure.value ?? null),
    ),
  );
  const totals = couponTotals(columns, params);
  return (
    <TableSection
      title={title}
      fileName={`${title.toLowerCase().replaceAll(' ', '-')}-${params.from}-${params.to}`}
      csv={() => ({
        header: [dimensionLabel(by), ...columns.flatMap(headerOf)],
        rows: [...rows, { label: 'Total', figures: totals }].map(({ label, figures }) => [
          label,
          ...columns.flatMap((column, index) => cellsOf(column, figures[index])),
        ]),
      })}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimensionLabel(by)}
            </SortHeader>
            {columns.map((column) => (
              <SortHeader key={column.id} column={column.id} fallback={FALLBACK}>
                {labelOf(column)}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <Cells columns={columns} row={row} by={by} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Cells columns={columns} row={{ key: '', label: 'total', figures: totals }} by={null} />
          </tr>
        </tfoot>
      </TableBox>
    </TableSection>
  );
}

/** `by`: null for the line of totals. */
function Cells({ columns, row, by }: Pick<CouponTableProps, 'columns'> & { row: CouponRow; by: Dimension | null }) {
  return columns.map((column, index) => {
    const { figure, period } = row.figures[index] ?? { figure: undefined, period: null };
    const { result, part, day } = column;
    const target = period && {
      ...pointTarget(result.metric, period, sliceOf(by, row.key)),
      ...(part ? { part } : {}),
      ...(day === undefined ? {} : { day }),
    };
    return (
      <td key={column.id}>
        <FigureCell
          result={part ? { ...result, unit: 'money' } : result}
          figure={figure}
          target={target}
          name={`${column.label}, ${row.label}`}
        />
      </td>
    );
  });
}

function labelOf({ label, whole }: CouponColumn): string {
  const { point } = whole ? latestPoints(whole) : {};
  return point && whole ? `${label}, ${formatPeriod(point.start, point.end, whole.interval)}` : label;
}

const isRate = ({ result, part }: CouponColumn) => part === undefined && result.total.denominator !== null;

const headerOf = (column: CouponColumn): string[] => {
  const label = labelOf(column);
  return isRate(column) ? [label, `${label}: numerator`, `${label}: denominator`] : [label];
};

function cellsOf(column: CouponColumn, cell: CouponRow['figures'][number] | undefined) {
  const { value = null, numerator = null, denominator = null } = cell?.figure ?? {};
  const unit = column.part ? 'money' : column.result.unit;
  const shown = csvFigure(value, { unit, currency: column.result.currency });
  return [shown, ...(isRate(column) ? [numerator, denominator] : [])];
}
