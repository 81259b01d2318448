import { AppError } from '@/lib/errors';
import type { Tracking } from './track-requests';

/** Live, unless the address says `?mode=test`. */
export function trackingOf({ workspaceId }: { workspaceId: string }, search: URLSearchParams): Tracking {
  const mode = search.get('mode') ?? 'live';
  if (mode !== 'live' && mode !== 'test') throw new AppError('unprocessable', 'mode: it is “live” or “test”.', 'mode');
  return { workspaceId, livemode: mode === 'live' };
}
