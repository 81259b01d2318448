'use client';

import type { Dimension, MetricResult, ReportParams } from '@/lib/reports/types';
import { TableSection } from '../reports/csv/table-section';
import { FigureCell } from '../reports/figure-cell';
import { dimensionLabel, dimensionWord } from '../reports/filter-bar/dimensions';
import { sliceOf, totalTarget } from '../reports/metric-target';
import { SortHeader } from '../reports/sort-header';
import { sortRows } from '../reports/sort-rows';
import { TableBox } from '../reports/table-box';
import { useSort } from '../reports/use-sort';
import { type FunnelRow, funnelRows, RATES, ratesOf } from './funnel-rates';
import { unknownLast } from './origin-rows';
import { RateText } from './rate-text';

interface FunnelTableProps {
  steps: readonly MetricResult[];
  origin: Dimension;
  params: ReportParams;
}

const FALLBACK = { column: 'clicks', direction: 'desc' } as const;

/** The funnel of each campaign, link or partner. */
export function FunnelTable({ steps, origin, params }: FunnelTableProps) {
  const [sort] = useSort(FALLBACK);
  const at = (name: string) => steps.findIndex(({ metric }) => metric === name);
  const rows = unknownLast(
    sortRows(funnelRows(steps), sort, (row, column) =>
      column === 'name' ? row.label : (row.counts[at(column)] ?? null),
    ),
  );
  const total: Omit<FunnelRow, 'key'> = { label: 'Total', counts: steps.map((step) => step.total.value ?? 0) };
  const title = `Funnel by ${dimensionWord(origin)}`;
  const heads = rateHeads(steps);
  return (
    <TableSection
      title={title}
      fileName={`funnel-by-${origin}-${params.from}-${params.to}`}
      csv={() => ({
        header: [dimensionLabel(origin), ...steps.map(({ label }) => label), ...heads],
        rows: [...rows, total].map(({ label, counts }) => [
          label,
          ...counts,
          ...ratesOf(steps, counts).map(({ value }) => value),
        ]),
      })}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimensionLabel(origin)}
            </SortHeader>
            {steps.map(({ metric, label }) => (
              <SortHeader key={metric} column={metric} fallback={FALLBACK}>
                {label}
              </SortHeader>
            ))}
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.key} row={row} slice={sliceOf(origin, row.key)} {...{ steps, params, heads }} />
          ))}
        </tbody>
        <tfoot>
          <Line row={total} slice={undefined} {...{ steps, params, heads }} />
        </tfoot>
      </TableBox>
    </TableSection>
  );
}

/** "Leads of clicks" and so on. */
function rateHeads(steps: readonly MetricResult[]): string[] {
  const labelOf = (name: string) => steps.find(({ metric }) => metric === name)?.label ?? name;
  return RATES.map(({ of, base }) => `${labelOf(of)} of ${labelOf(base).toLowerCase()}`);
}

interface LineProps {
  row: Omit<FunnelRow, 'key'>;
  slice: ReturnType<typeof sliceOf>;
  steps: readonly MetricResult[];
  params: ReportParams;
  heads: readonly string[];
}

function Line({ row, slice, steps, params, heads }: LineProps) {
  const rates = ratesOf(steps, row.counts);
  return (
    <tr>
      <th scope="row" title={row.label}>
        {row.label}
      </th>
      {steps.map((step, index) => (
        <td key={step.metric}>
          <FigureCell
            result={step}
            figure={{ value: row.counts[index] ?? 0, numerator: null, denominator: null }}
            target={totalTarget(step, params, slice)}
            name={`${step.label}, ${row.label}`}
          />
        </td>
      ))}
      {heads.map((head, index) => {
        const rate = rates[index];
        return <td key={head}>{rate && <RateText rate={rate} />}</td>;
      })}
    </tr>
  );
}
