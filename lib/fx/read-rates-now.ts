import { AppError } from '@/lib/errors';
import { ratesUrl } from './rate-files';
import { loadReading } from './rate-readings';
import { readEcbRates } from './read-ecb-rates';

/** What the daily job does, at once. Throws with the reason when the rates could not be read. */
export async function readRatesNow(
  workspaceId: string,
  url = ratesUrl(),
): Promise<{ changed: number; newest: string }> {
  if (url === null) throw new AppError('conflict', 'Reading rates is switched off: FX_RATES_URL is empty.');
  const changed = await readEcbRates(workspaceId, url);
  const { problem, covered } = await loadReading(workspaceId);
  if (problem !== null)
    throw new AppError('unavailable', `The rates could not be read: ${problem}. Nothing was changed.`);
  return { changed, newest: covered?.newest ?? '' };
}
