import { ratesUrl } from './rate-files';
import { loadReading } from './rate-readings';

export interface RateStatus {
  /** The server that rates are read from; null when reading is switched off. */
  host: string | null;
  /** ISO instant of the last success. */
  readAt: string | null;
  covered: { oldest: string; newest: string } | null;
  problem: string | null;
}

/** How reading the daily rates goes, as Settings shows it. */
export async function loadRateStatus(workspaceId: string, url = ratesUrl()): Promise<RateStatus> {
  const { readAt, covered, problem } = await loadReading(workspaceId);
  return { host: url && new URL(url).host, readAt: readAt?.toISOString() ?? null, covered, problem };
}
