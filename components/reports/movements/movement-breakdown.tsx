'use client';

import type { Dimension, MetricResult, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../../format/use-format';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { Figure } from '../explain/figure';
import { dimensionLabel, dimensionWord } from '../filter-bar/dimensions';
import { sliceOf, totalTarget } from '../metric-target';
import { MOVEMENTS } from '../mrr/movement-periods';
import { SortHeader } from '../sort-header';
import { sortRows } from '../sort-rows';
import { TableBox } from '../table-box';
import { useSort } from '../use-sort';

interface MovementBreakdownProps {
  /** Each movement, in the order of MOVEMENTS, and their sum, by the same dimension. */
  movements: MetricResult[];
  net: MetricResult;
  breakdown: Dimension;
  params: ReportParams;
}

const FALLBACK = { column: 'net-new-mrr', direction: 'desc' } as const;

/** What moved the MRR of every value of the breakdown; the last line is the bridge itself. */
export function MovementBreakdown({ movements, net, breakdown, params }: MovementBreakdownProps) {
  const [sort] = useSort(FALLBACK);
  const format = useFormat(net);
  const columns = [
    ...MOVEMENTS.flatMap(({ label }, at) => (movements[at] ? [{ label, result: movements[at] }] : [])),
    { label: 'Net new', result: net },
  ];
  const rows = movementRows(columns, net);
  const sorted = sortRows(rows, sort, ({ label, values }, column) =>
    column === 'name' ? label : (values[columns.findIndex(({ result }) => result.metric === column)] ?? null),
  );
  const dimension = dimensionLabel(breakdown);
  const title = `Movements by ${dimensionWord(breakdown)}`;
  const total = columns.map(({ result }) => result.total.value);

  return (
    <TableSection
      title={title}
      fileName={`mrr-movements-by-${breakdown}-${params.from}-${params.to}`}
      csv={() => ({
        header: [dimension, ...columns.map(({ label }) => label)],
        rows: [...sorted, { label: 'Total', values: total }].map(({ label, values }) => [
          label,
          ...values.map((value) => csvFigure(value, net)),
        ]),
      })}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimension}
            </SortHeader>
            {columns.map(({ label, result }) => (
              <SortHeader key={result.metric} column={result.metric} fallback={FALLBACK}>
                {label}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row" title={label}>
                {label}
              </th>
              {columns.map(({ label: name, result }, at) => (
                <td key={result.metric}>
                  <Figure target={totalTarget(result, params, sliceOf(breakdown, key))} name={`${name}, ${label}`}>
                    {format(values[at] ?? 0, { sign: true })}
                  </Figure>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            {columns.map(({ label, result }, at) => (
              <td key={result.metric}>
                <Figure target={totalTarget(result, params)} name={`${label}, total`}>
                  {format(total[at] ?? 0, { sign: true })}
                </Figure>
              </td>
            ))}
          </tr>
        </tfoot>
      </TableBox>
    </TableSection>
  );
}

/** One row per value of the breakdown in which anything moved. */
function movementRows(columns: { result: MetricResult }[], net: MetricResult) {
  return net.series
    .map(({ key, label }) => ({
      key,
      label,
      values: columns.map(({ result }) => result.series.find((one) => one.key === key)?.total.value ?? 0),
    }))
    .filter(({ values }) => values.some((value) => value !== 0));
}
