import type pg from 'pg';
import { extractEvents, type Outcome, type PendingEvent } from './extract-events';
import { refreshCatalog } from './refresh-catalog';
import { saveVersions } from './save-versions';

export interface Absorbed {
  outcomes: Outcome[];
  /** Owners to fold again, per connection. */
  dirty: Map<string, Set<string>>;
}

/** Turns stored events into versions (extract), finds their owners and says who must be folded again. */
export async function absorbEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly PendingEvent[],
): Promise<Absorbed> {
  const { outcomes, byConnection } = await extractEvents(tx, workspaceId, events);
  const dirty: Absorbed['dirty'] = new Map();
  for (const [connectionId, extracted] of byConnection) {
    const scope = { workspaceId, connectionId };
    const { owners, catalog } = await saveVersions(tx, scope, extracted);
    const waiting = catalog.length > 0 ? await refreshCatalog(tx, scope, catalog) : [];
    dirty.set(connectionId, new Set([...owners, ...waiting]));
  }
  return { outcomes, dirty };
}
