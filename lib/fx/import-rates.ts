import { parseRatesCsv } from './parse-rates-csv';
import { storeRates } from './store-rates';

/**
 * Imports a CSV of dated rates: all of it, or nothing when a line does not fit. What waited for one of these rates is
 * converted by the rebuild that the caller starts when `changed` is more than 0.
 */
export async function importRates(
  workspaceId: string,
  csv: string,
  source: string,
): Promise<{ rows: number; changed: number }> {
  const rates = parseRatesCsv(csv);
  return { rows: rates.length, changed: await storeRates(workspaceId, rates, source) };
}
