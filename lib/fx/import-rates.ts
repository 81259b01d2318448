import { parseRatesCsv } from './parse-rates-csv';
import { takeRates } from './take-rates';

/** Imports a CSV of dated rates: all of it, or nothing when a line does not fit. What waited for them is converted. */
export async function importRates(
  workspaceId: string,
  csv: string,
  source: string,
): Promise<{ rows: number; changed: number }> {
  const rates = parseRatesCsv(csv);
  const { changed } = await takeRates(workspaceId, rates, source);
  return { rows: rates.length, changed };
}
