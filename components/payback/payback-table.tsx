'use client';

import { Text } from '@mantine/core';
import { UNKNOWN, unknownLast } from '@/components/attribution/origin-rows';
import type { PaybackRow } from '@/lib/reports/load-payback';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../format/use-format';
import { AddsUp } from '../reports/adds-up';
import { csvFigure } from '../reports/csv/csv-text';
import { TableSection } from '../reports/csv/table-section';
import { Figure } from '../reports/explain/figure';
import { dimensionLabel, dimensionWord } from '../reports/filter-bar/dimensions';
import { pointTarget, sliceOf } from '../reports/metric-target';
import { SortHeader } from '../reports/sort-header';
import { sortRows } from '../reports/sort-rows';
import { TableBox } from '../reports/table-box';
import { useSort } from '../reports/use-sort';
import { PaybackFigure } from './payback-figure';

interface PaybackTableProps {
  rows: readonly PaybackRow[];
  whole: PaybackRow;
  params: ReportParams;
  by: Dimension;
}

const FALLBACK = { column: 'spend', direction: 'desc' } as const;

/** A line for each campaign that cost something or brought somebody. */
export function PaybackTable({ rows, whole, params, by }: PaybackTableProps) {
  const [sort] = useSort(FALLBACK);
  const sorted = unknownLast(sortRows([...rows], sort, sortedBy));
  const title = `Spend and what came back, by ${dimensionWord(by)}`;
  const money = { unit: 'money', currency: params.currency } as const;
  return (
    <TableSection
      title={title}
      fileName={`payback-${params.from}-${params.to}`}
      csv={() => ({
        header: [
          ...[dimensionLabel(by), 'Spend', 'New paying people', 'CAC'],
          ...whole.roas.map(({ day }) => `ROAS at ${day} days`),
          ...['Payback day', 'Recovered', 'Fell back below on day'],
        ],
        rows: [...sorted, whole].map((row) => [
          ...[row.label, csvFigure(row.spend, money), row.people, csvFigure(row.cac, money)],
          ...row.roas.map(({ value }) => value),
          ...[row.paybackDay, csvFigure(row.recovered, money), row.fellBackOn],
        ]),
      })}
    >
      <TableBox label={title}>
        <thead>
          <tr>
            <SortHeader column="name" fallback={FALLBACK}>
              {dimensionLabel(by)}
            </SortHeader>
            <SortHeader column="spend" fallback={FALLBACK}>
              Spend
            </SortHeader>
            <SortHeader column="people" fallback={FALLBACK}>
              New paying people
            </SortHeader>
            <SortHeader column="cac" fallback={FALLBACK}>
              CAC
            </SortHeader>
            {whole.roas.map(({ day }) => (
              <th key={day} scope="col">
                ROAS {day} d
              </th>
            ))}
            <SortHeader column="payback" fallback={FALLBACK}>
              Payback
            </SortHeader>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <Cells row={row} params={params} by={by} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Cells row={whole} params={params} by={null} />
          </tr>
        </tfoot>
      </TableBox>
      <AddsUp
        holds="Spend, people and what came back add up to the totals; who came by no known campaign has a line of its own."
        broken={addsUp(rows, whole) ? null : 'The lines do not add up to the totals.'}
      />
      <Text size="xs" c="dimmed" mt={6}>
        A paying person belongs to the campaign with most of the credit for the first purchase. Days are whole days of
        24 hours since it. “So far” marks a ROAS of which some have not been there for so many days.
      </Text>
    </TableSection>
  );
}

function Cells({ row, params, by }: { row: PaybackRow; params: ReportParams; by: Dimension | null }) {
  const money = useFormat({ unit: 'money', currency: params.currency });
  const count = useFormat({ unit: 'count', currency: params.currency });
  const percent = useFormat({ unit: 'ratio', currency: params.currency });
  const slice = sliceOf(by, row.key);
  const target = (metric: string) => pointTarget(metric, { start: params.from, end: params.to }, slice);
  return (
    <>
      <td>
        <Figure target={target('cac')} name={`spend, ${row.label}`}>
          {money(row.spend)}
        </Figure>
      </td>
      <td>
        <Figure target={target('cac')} name={`new paying people, ${row.label}`}>
          {count(row.people)}
        </Figure>
      </td>
      <td>
        <Figure target={target('cac')} name={`CAC, ${row.label}`}>
          {money(row.cac)}
        </Figure>
      </td>
      {row.roas.map(({ day, value, isRunning }) => (
        <td key={day}>
          <Figure target={{ ...target('roas'), day }} name={`ROAS at ${day} days, ${row.label}`}>
            {percent(value)}
          </Figure>
          {isRunning && value !== null && (
            <Text size="xs" c="dimmed">
              so far
            </Text>
          )}
        </td>
      ))}
      <td>
        <PaybackFigure row={row} params={params} slice={slice} />
      </td>
    </>
  );
}

function sortedBy(row: PaybackRow, column: string): number | string | null {
  if (column === 'name') return row.key === UNKNOWN ? null : row.label;
  if (column === 'people') return row.people;
  if (column === 'cac') return row.cac;
  return column === 'payback' ? row.paybackDay : row.spend;
}

const addsUp = (rows: readonly PaybackRow[], whole: PaybackRow) =>
  (['spend', 'people', 'recovered'] as const).every(
    (figure) => rows.reduce((sum, row) => sum + row[figure], 0) === whole[figure],
  );
