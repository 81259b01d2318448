import Papa from 'papaparse';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { isCurrency } from '@/lib/money/currencies';
import type { DatedRate } from './store-rates';

const COLUMNS = ['day', 'base', 'quote', 'rate'];
const LARGEST_COUNT = 500_000;

const currency = z.string().trim().toLowerCase().refine(isCurrency, 'is not an ISO 4217 currency code');

const rateRow = z.object({
  day: z.string().trim().pipe(z.iso.date('is not a day such as 2026-01-31')),
  base: currency,
  quote: currency,
  rate: z
    .string()
    .trim()
    .regex(/^\d{1,12}(\.\d{1,12})?$/, 'is not a decimal number such as 1.0842')
    .refine((text) => /[1-9]/.test(text), 'must be more than 0'),
});

/**
 * Reads rates in either of two shapes: one rate a line (`day,base,quote,rate`: 1 base is `rate` quote), or the ECB's own
 * history file, one day a line and one column a currency, all against the euro.
 */
export function parseRatesCsv(csv: string): DatedRate[] {
  const { data, meta } = Papa.parse<Record<string, string>>(csv.trim(), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) =>
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
  });
  const columns = (meta.fields ?? []).filter(Boolean);
  const rows = isEcbFile(columns) ? data.flatMap((row, index) => spread(row, columns, index)) : oneByOne(data, columns);
  if (rows.length > LARGEST_COUNT) throw refuse(`holds more than ${LARGEST_COUNT} rates: split the file`);
  return rows.map(({ line, ...row }) => parseRow(row, line));
}

type RawRate = Record<'day' | 'base' | 'quote' | 'rate', string | undefined> & { line: number };

const isEcbFile = (columns: string[]): boolean => columns[0] === 'date' && columns.includes('usd');

function spread(row: Record<string, string>, columns: string[], index: number): RawRate[] {
  return columns
    .filter((column) => /^[a-z]{3}$/.test(column) && /\d/.test(row[column] ?? '')) // "N/A": not quoted that day
    .map((quote) => ({ day: row.date, base: 'eur', quote, rate: row[quote], line: index + 2 }));
}

function oneByOne(data: Record<string, string>[], columns: string[]): RawRate[] {
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw refuse(`has no column ${missing.join(', ')}: the first line must be day,base,quote,rate`);
  return data.map(({ day, base, quote, rate }, index) => ({ day, base, quote, rate, line: index + 2 }));
}

function parseRow(row: Omit<RawRate, 'line'>, line: number): DatedRate {
  const parsed = rateRow.safeParse(row);
  if (parsed.success && parsed.data.base !== parsed.data.quote) return parsed.data;
  const issue = parsed.error?.issues[0];
  throw refuse(
    issue ? `line ${line}: ${String(issue.path[0])} ${issue.message}` : `line ${line}: base and quote are the same`,
  );
}

const refuse = (what: string): AppError => new AppError('unprocessable', `The file ${what}.`, 'csv');
