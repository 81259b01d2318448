import type pg from 'pg';
import { breather } from './breather';
import { type ExtractedVersion, extractEvent, type StoredEvent } from './extract/extract-event';
import { loadIgnoreRules } from './ignore-rules';
import { reasonOf } from './reason-of';
import type { InboxEvent } from './stored-pages';

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
  /** Connections that do not track new purchases. */
  untracked: ReadonlySet<string>;
}

/**
 * Reads stored events. One that cannot be read is parked as failed with the reason and holds up nobody; one that the settings
 * of its source leave out is kept and not read.
 */
export async function extractEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly InboxEvent[],
): Promise<Extracted> {
  const byConnection = new Map<string, ExtractedVersion[]>();
  const breathe = breather();
  const rules = await loadIgnoreRules(tx, workspaceId, events);
  const read = (event: InboxEvent): Outcome => {
    const { connectionId, id } = event;
    const reason = rules.reasonOf(event);
    if (reason) return { connectionId, id, state: 'ignored', reason };
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
  return { outcomes, byConnection, untracked: rules.untracked };
}
