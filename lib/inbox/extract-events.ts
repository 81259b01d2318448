import type pg from 'pg';
import { breather } from './breather';
import { type ExtractedVersion, extractEvent, type StoredEvent } from './extract/extract-event';
import { foreignReasons } from './foreign-accounts';
import { reasonOf } from './reason-of';

export interface PendingEvent extends Omit<StoredEvent, 'payload'> {
  connectionId: string;
  /** The connected Stripe account it names, if any. */
  account: string | null;
  payload: string;
}

export interface Outcome {
  connectionId: string;
  id: string;
  state: 'projected' | 'ignored' | 'failed';
  reason: string | null;
}

export interface Extracted {
  /** One for each event, in their order. */
  outcomes: Outcome[];
  byConnection: Map<string, ExtractedVersion[]>;
}

/**
 * Reads stored events. One that cannot be read is parked as failed with the reason and holds up nobody; one of another
 * Stripe account is kept and not read.
 */
export async function extractEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly PendingEvent[],
): Promise<Extracted> {
  const byConnection = new Map<string, ExtractedVersion[]>();
  const breathe = breather();
  const foreignReason = await foreignReasons(tx, workspaceId, events);
  const read = (event: PendingEvent): Outcome => {
    const { connectionId, id } = event;
    const foreign = foreignReason(event);
    if (foreign) return { connectionId, id, state: 'ignored', reason: foreign };
    try {
      const extracted = extractEvent({ ...event, payload: JSON.parse(event.payload) });
      const list = byConnection.get(connectionId);
      if (list) list.push(...extracted);
      else byConnection.set(connectionId, extracted);
      return { connectionId, id, state: extracted.length > 0 ? 'projected' : 'ignored', reason: null };
    } catch (error) {
      return { connectionId, id, state: 'failed', reason: reasonOf(error) };
    }
  };
  const outcomes: Outcome[] = [];
  for (const event of events) {
    await breathe();
    outcomes.push(read(event));
  }
  return { outcomes, byConnection };
}
