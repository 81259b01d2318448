import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type EventRow, findEventRows } from './event-row';
import { type EventEffects, loadEventEffects } from './load-event-effects';
import { maskPayload } from './mask-payload';

export interface EventDetail extends EventRow {
  apiVersion: string | null;
  account: string | null;
  projectedAt: string | null;
  /** Pretty-printed JSON as stored, with personal values hidden. */
  payload: string;
  effects: EventEffects;
}

export async function loadEvent(workspaceId: string, connectionId: string, id: string): Promise<EventDetail> {
  const [row] = await findEventRows({ workspaceId, connectionId, id }, 1);
  const stored = await getDb().stripeEvent.findUnique({
    where: { workspaceId_connectionId_id: { workspaceId, connectionId, id } },
    select: { apiVersion: true, account: true, projectedAt: true, payload: true },
  });
  if (!row || !stored) throw new AppError('not_found', 'There is no such event.');
  return {
    ...row,
    apiVersion: stored.apiVersion,
    account: stored.account,
    projectedAt: stored.projectedAt?.toISOString() ?? null,
    payload: printable(stored.payload),
    effects: await loadEventEffects(workspaceId, row),
  };
}

function printable(payload: string): string {
  try {
    return JSON.stringify(maskPayload(JSON.parse(payload)), null, 2);
  } catch {
    return 'The stored body is not valid JSON, so it cannot be shown with personal values hidden.';
  }
}
