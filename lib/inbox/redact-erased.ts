import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { redactEvent } from './redact-personal';
import type { InboxEvent } from './stored-pages';

/** Members through which an object names whose it is. */
const REFERENCES = ['id', 'customer', 'charge', 'payment_intent', 'invoice', 'latest_charge', 'subscription'];

/**
 * Strips what is told of customers who were erased before anything is read of it, in the inbox too: Stripe knows them still.
 * Returns the page with what is left. Costs one look where nobody was erased.
 */
export async function redactErased(
  tx: pg.ClientBase,
  workspaceId: string,
  page: readonly InboxEvent[],
): Promise<readonly InboxEvent[]> {
  const some = await tx.query<{ keys: string[] }>({
    name: 'any-erased',
    text: `select metadata_keys as keys from workspace
      where id = $1 and exists (select from erased_subject where workspace_id = $1)`,
    values: [workspaceId],
  });
  const [workspace] = some.rows;
  if (!workspace) return page;
  const erased = new Set<string>();
  for (const [connectionId, events] of groupBy(page, (event) => event.connectionId))
    for (const id of await erasedAmong(tx, { workspaceId, connectionId }, events)) erased.add(`${connectionId} ${id}`);
  if (erased.size === 0) return page;
  const redacted: InboxEvent[] = [];
  for (const event of page) {
    const isErased = namedBy(event).some((id) => erased.has(`${event.connectionId} ${id}`));
    const payload = isErased
      ? JSON.stringify(redactEvent(JSON.parse(event.payload), { keptKeys: workspace.keys }))
      : '';
    if (isErased && payload !== event.payload) {
      await tx.query(
        'update stripe_event set payload = $4 where workspace_id = $1 and connection_id = $2 and id = $3',
        [...[workspaceId, event.connectionId, event.id], payload],
      );
      redacted.push({ ...event, payload });
    } else redacted.push(event);
  }
  return redacted;
}

async function erasedAmong(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  events: readonly InboxEvent[],
): Promise<string[]> {
  const ids = [...new Set(events.flatMap(namedBy))];
  const { rows } = await tx.query<{ subject_id: string }>({
    name: 'erased-among',
    text: 'select subject_id from erased_subject where workspace_id = $1 and connection_id = $2 and subject_id = any($3::text[])',
    values: [workspaceId, connectionId, textArray(ids)],
  });
  return rows.map(({ subject_id }) => subject_id);
}

/** The ids by which an event's object is known; none where it cannot be read. */
function namedBy({ payload, objectId }: InboxEvent): string[] {
  try {
    const object: unknown = JSON.parse(payload)?.data?.object;
    if (typeof object !== 'object' || object === null) return [];
    const named = REFERENCES.flatMap((key) => idOf(Object.getOwnPropertyDescriptor(object, key)?.value));
    return objectId === null ? named : [objectId, ...named];
  } catch {
    return [];
  }
}

function idOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || !('id' in value)) return [];
  return typeof value.id === 'string' ? [value.id] : [];
}
