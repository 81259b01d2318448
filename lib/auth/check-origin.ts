import { AppError } from '@/lib/errors';

/**
 * Refuses a state-changing request that another site made the browser send: it must name our own origin and carry JSON,
 * which a foreign form cannot. Throws `forbidden`.
 */
export function checkOrigin(headers: { get(name: string): string | null }): void {
  const site = headers.get('sec-fetch-site');
  if (site && site !== 'same-origin') throw refused();
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() ?? headers.get('host');
  const origin = headers.get('origin');
  if (!origin || !host || hostOf(origin) !== host.toLowerCase()) throw refused();
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw refused();
}

function refused(): AppError {
  return new AppError('forbidden', 'This request did not come from a page of this Headwater.');
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null; // "null", sent by sandboxed frames
  }
}
