import { AppError } from '@/lib/errors';
import { toNumber } from '@/lib/reports/to-number';
import { guessColumns, parseSpendCsv, type SpendColumns } from './parse-spend-csv';
import { totalsOf } from './spend-row';

const SAMPLE = 5;

export interface SpendPreview {
  headers: string[];
  /** What each column is taken for. */
  columns: SpendColumns;
  /** Why the file would not be taken as it is. */
  problem: string | null;
  rows: number;
  sample: { day: string; source: string; medium: string; campaign: string; currency: string; amountMinor: number }[];
  totals: { currency: string; amountMinor: number }[];
}

/** What an import would take of a file, without taking it. */
export function previewSpend(
  csv: string,
  chosen: SpendColumns | undefined,
  currency: string | undefined,
): SpendPreview {
  const { headers, columns: guessed } = guessColumns(csv);
  const columns = chosen ?? guessed;
  try {
    const rows = parseSpendCsv(csv, { columns, currency });
    const totals = totalsOf(rows);
    return {
      ...{ headers, columns, problem: null, rows: rows.length },
      sample: rows
        .slice(0, SAMPLE)
        .map(({ reference, ...row }) => ({ ...row, amountMinor: toNumber(row.amountMinor) ?? 0 })),
      totals: [...totals].map(([code, minor]) => ({ currency: code, amountMinor: toNumber(minor) ?? 0 })),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { headers, columns, problem: error.message, rows: 0, sample: [], totals: [] };
  }
}
