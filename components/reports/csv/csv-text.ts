import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import type { Unit } from '@/lib/reports/types';

export type CsvCell = string | number | null;

/** A table as it leaves the page: numbers plain, money in whole units with its decimals. */
export interface CsvTable {
  header: string[];
  rows: CsvCell[][];
}

/** RFC 4180; text that a spreadsheet would run as a formula is prefixed with an apostrophe, numbers stay numbers. */
export function csvText({ header, rows }: CsvTable): string {
  return [header, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r\n]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A figure as a cell. */
export function csvFigure(value: number | null, { unit, currency }: { unit: Unit; currency: string }): CsvCell {
  return value === null || unit !== 'money' ? value : asDecimal(BigInt(value), exponentOf(currency));
}
