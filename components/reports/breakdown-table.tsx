'use client';

import type { Dimension, MetricResult, MetricSeries, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../format/format-period';
import { useFormat } from '../format/use-format';
import { ChangeBadge } from './change-badge';
import { type CsvTable, csvFigure } from './csv/csv-text';
import { TableSection } from './csv/table-section';
import { FigureCell } from './figure-cell';
import { dimensionLabel, dimensionWord } from './filter-bar/dimensions';
import { MetricChange } from './metric-change';
import { sliceOf, totalTarget } from './metric-target';
import { SortHeader } from './sort-header';
import { sortRows } from './sort-rows';
import { TableBox } from './table-box';
import { useSort } from './use-sort';

interface BreakdownTableProps {
  result: MetricResult;
  breakdown: Dimension;
  params: ReportParams;
  goodWhen: 'up' | 'down';
}

const FALLBACK = { column: 'value', direction: 'desc' } as const;

/** Every value of the breakdown with its figure and share; the last line is the total the chart shows. */
export function BreakdownTable({ result, breakdown, params, goodWhen }: BreakdownTableProps) {
  const [sort] = useSort(FALLBACK);
  const share = useFormat({ unit: 'ratio', currency: result.currency });
  const { comparison } = result;
  const whole = result.unit === 'money' || result.unit === 'count' ? result.total.value : null;
  const shareOf = ({ total }: MetricSeries) => (whole && total.value !== null ? total.value / whole : null);
  const rows = sortRows(result.series, sort, (row, column) => (column === 'name' ? row.label : row.total.value));

  const title = `${result.label} by ${dimensionWord(breakdown)}`;

  return (
    <TableSection
      title={title}
      fileName={`${result.metric}-by-${breakdown}-${params.from}-${params.to}`}
      csv={() => breakdownCsv(result, rows, dimensionLabel(breakdown))}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimensionLabel(breakdown)}
            </SortHeader>
            <SortHeader column="value" fallback={FALLBACK}>
              {result.label}
            </SortHeader>
            {whole !== null && <th scope="col">Share</th>}
            {comparison && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <td>
                <FigureCell
                  result={result}
                  figure={row.total}
                  target={totalTarget(result, params, sliceOf(breakdown, row.key))}
                  name={row.label}
                />
              </td>
              {whole !== null && <td>{share(shareOf(row))}</td>}
              {comparison && (
                <td>
                  <ChangeBadge
                    value={row.total.value}
                    base={comparison.series.find(({ key }) => key === row.key)?.total.value ?? null}
                    kind={result}
                    goodWhen={goodWhen}
                    against={formatRange(comparison.from, comparison.to)}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td>
              <FigureCell
                result={result}
                figure={result.total}
                target={totalTarget(result, params)}
                name={`${result.label}, total`}
              />
            </td>
            {whole !== null && <td>{share(whole === 0 ? null : 1)}</td>}
            {comparison && (
              <td>
                <MetricChange result={result} goodWhen={goodWhen} />
              </td>
            )}
          </tr>
        </tfoot>
      </TableBox>
    </TableSection>
  );
}

/** The table as a file: the two sides of a rate beside it, and the figure compared with. */
function breakdownCsv(result: MetricResult, rows: MetricSeries[], dimension: string): CsvTable {
  const { comparison } = result;
  const sides = result.total.denominator !== null;
  const line = (label: string, total: MetricTotal, base: MetricTotal | undefined) => [
    label,
    csvFigure(total.value, result),
    ...(sides ? [total.numerator, total.denominator] : []),
    ...(comparison ? [csvFigure(base?.value ?? null, result)] : []),
  ];
  return {
    header: [
      dimension,
      result.label,
      ...(sides ? ['Numerator', 'Denominator'] : []),
      ...(comparison ? [formatRange(comparison.from, comparison.to)] : []),
    ],
    rows: [
      ...rows.map(({ key, label, total }) =>
        line(label, total, comparison?.series.find((one) => one.key === key)?.total),
      ),
      line('Total', result.total, comparison?.total),
    ],
  };
}
