'use client';

import type { Dimension, ReportParams } from '@/lib/reports/types';
import { formatPeriod } from '../format/format-period';
import { AddsUp } from '../reports/adds-up';
import { csvFigure } from '../reports/csv/csv-text';
import { TableSection } from '../reports/csv/table-section';
import { FigureCell } from '../reports/figure-cell';
import { dimensionLabel, dimensionWord } from '../reports/filter-bar/dimensions';
import { latestPoints } from '../reports/latest-points';
import { pointTarget, sliceOf } from '../reports/metric-target';
import { SortHeader } from '../reports/sort-header';
import { sortRows } from '../reports/sort-rows';
import { TableBox } from '../reports/table-box';
import { useSort } from '../reports/use-sort';
import {
  type OriginFigure,
  type OriginFigures,
  type OriginRow,
  originRows,
  originTotals,
  unknownLast,
} from './origin-rows';

interface CampaignTableProps {
  columns: readonly OriginFigures[];
  origin: Dimension;
  params: ReportParams;
}

const FALLBACK = { column: 'net-revenue', direction: 'desc' } as const;

/** What each campaign, link or partner brought, from the click to what its customers pay now. */
export function CampaignTable({ columns, origin, params }: CampaignTableProps) {
  const [sort] = useSort(FALLBACK);
  const rows = originRows(columns, params);
  const at = (name: string) => columns.findIndex(({ result }) => result.metric === name);
  const sorted = unknownLast(
    sortRows(rows, sort, (row, column) =>
      column === 'name' ? row.label : (row.figures[at(column)]?.figure.value ?? null),
    ),
  );
  const totals = originTotals(columns, params);
  const title = `From click to revenue, by ${dimensionWord(origin)}`;

  return (
    <TableSection
      title={title}
      fileName={`${origin}-${params.from}-${params.to}`}
      csv={() => ({
        header: [dimensionLabel(origin), ...columns.flatMap(headerOf)],
        rows: [...sorted, { label: 'Total', figures: totals }].map(({ label, figures }) => [
          label,
          ...columns.flatMap((column, index) => cellsOf(column, figures[index])),
        ]),
      })}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimensionLabel(origin)}
            </SortHeader>
            {columns.map((column) => (
              <SortHeader key={column.result.metric} column={column.result.metric} fallback={FALLBACK}>
                {labelOf(column)}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <Cells columns={columns} row={row} origin={origin} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Cells columns={columns} row={{ label: 'total', figures: totals }} origin={null} />
          </tr>
        </tfoot>
      </TableBox>
      <AddsUp
        holds="Attributed and unattributed net revenue add up to that of the Net revenue report."
        broken={broken(columns, rows)}
      />
    </TableSection>
  );
}

interface CellsProps {
  columns: readonly OriginFigures[];
  row: Pick<OriginRow, 'label' | 'figures'> & { key?: string };
  /** Null for the line of totals. */
  origin: Dimension | null;
}

const Cells = ({ columns, row, origin }: CellsProps) =>
  columns.map(({ result }, index) => {
    const { figure, period } = row.figures[index] ?? { figure: undefined, period: null };
    const slice = origin === null || row.key === undefined ? undefined : sliceOf(origin, row.key);
    return (
      <td key={result.metric}>
        <FigureCell
          result={result}
          figure={figure}
          target={period && pointTarget(result.metric, period, slice)}
          name={`${result.label}, ${row.label}`}
        />
      </td>
    );
  });

/** A rate per period is that of the last complete one: those of several periods cannot be pooled. */
function labelOf({ result, of }: OriginFigures): string {
  const { point } = latestPoints(result);
  if (of === 'end') return `${result.label} now`;
  return of === 'latest' && point
    ? `${result.label}, ${formatPeriod(point.start, point.end, result.interval)}`
    : result.label;
}

const isRate = ({ result }: OriginFigures) => result.total.denominator !== null || result.unit === 'ratio';

const headerOf = (column: OriginFigures): string[] => {
  const label = labelOf(column);
  return isRate(column) ? [label, `${label}: numerator`, `${label}: denominator`] : [label];
};

function cellsOf(column: OriginFigures, cell: OriginFigure | undefined) {
  const { value = null, numerator = null, denominator = null } = cell?.figure ?? {};
  return [csvFigure(value, column.result), ...(isRate(column) ? [numerator, denominator] : [])];
}

/** What the lines of net revenue leave out, which must be nothing. */
function broken(columns: readonly OriginFigures[], rows: readonly OriginRow[]): string | null {
  const at = columns.findIndex(({ result }) => result.metric === 'net-revenue');
  const total = columns[at]?.result.total.value ?? 0;
  const sum = rows.reduce((all, row) => all + (row.figures[at]?.figure.value ?? 0), 0);
  return sum === total ? null : 'The lines do not add up to net revenue.';
}
