'use client';

import { Text } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { type Format, useFormat } from '../../format/use-format';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { Figure } from '../explain/figure';
import { totalTarget } from '../metric-target';
import { SortHeader } from '../sort-header';
import { sortRows } from '../sort-rows';
import { TableBox } from '../table-box';
import { useSort } from '../use-sort';
import { FEES_KEY, feesLast, type ProductRow, productRows } from './product-rows';

interface ProductTableProps {
  revenue: MetricResult;
  orders: MetricResult;
  /** People are counted by product alone: null under any other filter. */
  buyers: MetricResult | null;
  params: ReportParams;
}

const FALLBACK = { column: 'revenue', direction: 'desc' } as const;
const COLUMNS = [
  { column: 'name', label: 'Product' },
  { column: 'revenue', label: 'Revenue' },
  { column: 'share', label: 'Share' },
  { column: 'orders', label: 'Orders' },
  { column: 'buyers', label: 'Buyers' },
  { column: 'units', label: 'Units' },
] as const;

export function ProductTable({ params, ...figures }: ProductTableProps) {
  const { revenue, orders, buyers } = figures;
  const [sort] = useSort(FALLBACK);
  const all = productRows(figures);
  const withUnits = all.some(({ units }) => units !== null);
  const rows = feesLast(sortRows(all, sort, cellOf));
  const columns = COLUMNS.filter(
    ({ column }) => (withUnits || column !== 'units') && (buyers !== null || column !== 'buyers'),
  );
  const money = useFormat(revenue);
  const count = useFormat(orders);
  const share = useFormat({ unit: 'ratio', currency: revenue.currency });

  return (
    <TableSection
      title="Products"
      fileName={`products-${params.from}-${params.to}`}
      csv={() => ({
        header: columns.map(({ label }) => label),
        rows: rows.map((row) =>
          columns.map(({ column }) => (column === 'revenue' ? csvFigure(row.revenue, revenue) : cellOf(row, column))),
        ),
      })}
    >
      <TableBox label="Revenue, orders and buyers by product">
        <thead>
          <tr>
            {columns.map(({ column, label }) => (
              <SortHeader key={column} column={column} fallback={FALLBACK}>
                {label}
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
              <Cell result={revenue} row={row} value={row.revenue} format={money} params={params} />
              <td>{share(row.share)}</td>
              <Cell result={orders} row={row} value={row.orders} format={count} params={params} />
              {buyers && <Cell result={buyers} row={row} value={row.buyers} format={count} params={params} />}
              {withUnits && <td>{count(row.units)}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Cell result={revenue} value={revenue.total.value} format={money} params={params} />
            <td>{share(revenue.total.value ? 1 : null)}</td>
            <Cell result={orders} value={orders.total.value} format={count} params={params} />
            {buyers && <Cell result={buyers} value={buyers.total.value} format={count} params={params} />}
            {withUnits && <td>{count(rows.reduce((sum, { units }) => sum + (units ?? 0), 0))}</td>}
          </tr>
        </tfoot>
      </TableBox>
      <Text size="xs" c="dimmed" mt={6}>
        An order with several products counts once for each of them, and so does its buyer: the orders and buyers of the
        products may add up to more than the totals, which count each once. Revenue always adds up.
      </Text>
    </TableSection>
  );
}

const cellOf = (row: ProductRow, column: string) => {
  const found = COLUMNS.find((known) => known.column === column)?.column ?? 'revenue';
  return found === 'name' ? row.label : row[found];
};

interface CellProps {
  result: MetricResult;
  /** Without a row the figure is the total. */
  row?: ProductRow;
  value: number | null;
  format: Format;
  params: ReportParams;
}

function Cell({ result, row, value, format, params }: CellProps) {
  // Fees belong to no order and no buyer.
  if (value === null || (row?.key === FEES_KEY && result.unit !== 'money')) return <td>–</td>;
  const slice = row ? ({ dimension: 'product', value: row.key } as const) : undefined;
  return (
    <td>
      <Figure target={totalTarget(result, params, slice)} name={`${result.label}, ${row?.label ?? 'total'}`}>
        {format(value)}
      </Figure>
    </td>
  );
}
