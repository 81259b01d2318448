import { stringify } from 'csv-stringify/sync';
import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import type { MetricResult, MetricRows, MetricSeries } from './types';

type Cell = string | number | null;

/** RFC 4180; text that a spreadsheet would run as a formula is prefixed with an apostrophe, numbers stay numbers. */
export const toCsv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify([header.map(safeCell), ...rows.map((row) => row.map(safeCell))], { record_delimiter: '\r\n' });

function safeCell(cell: Cell): string | number | null {
  if (typeof cell !== 'string') return cell;
  const text = cell.replaceAll('\u0000', '\uFFFD');
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

const decimal = (minor: number | null, unit: string, currency: string): Cell =>
  minor === null || unit !== 'money' ? minor : asDecimal(BigInt(minor), exponentOf(currency));

/** A chart's points, one line per series and period. */
export function metricCsv(result: MetricResult): string {
  const { metric, unit, currency, series } = result;
  const header = ['metric', 'series', 'start', 'end', 'value', 'unit', 'numerator', 'denominator', 'incomplete'];
  // Of a breakdown, too, a series can have no value: those without a coupon, of an unknown country.
  const nameOf = ({ key, label: own }: MetricSeries) => (key === '' && own === result.label ? 'total' : own);
  const label = unit === 'money' ? currency.toUpperCase() : unit;
  return toCsv(
    header,
    series.flatMap((line) =>
      line.points.map((point) => [
        metric,
        nameOf(line),
        point.start,
        point.end,
        decimal(point.value, unit, currency),
        label,
        point.numerator,
        point.denominator,
        point.incomplete ? 'yes' : 'no',
      ]),
    ),
  );
}

/** Exactly the rows of a drill-down. */
export function rowsCsv(result: MetricRows): string {
  const header = [
    'part',
    'day',
    'customer',
    'customer_name',
    'person',
    'description',
    'arithmetic',
    'objects',
    'amount',
    'currency',
    'fx_rate',
    'fx_day',
    'value',
    'value_unit',
  ];
  const isMoney = (row: MetricRows['rows'][number]) => row.currency !== '';
  return toCsv(
    header,
    result.rows.map((row) => [
      row.part,
      row.day,
      row.customer.id,
      row.customer.label,
      row.customer.person,
      row.description,
      row.arithmetic,
      row.objects.map(({ id }) => id).join(' '),
      isMoney(row) ? decimal(row.amountMinor, 'money', row.currency) : null,
      row.currency.toUpperCase(),
      row.fxRate,
      row.fxDay,
      isMoney(row) ? decimal(row.value, 'money', result.currency) : row.value,
      isMoney(row) ? result.currency.toUpperCase() : 'count',
    ]),
  );
}
