import type pg from 'pg';
import { z } from 'zod';
import { assignOwners } from './assign-owners';
import { breather } from './breather';
import { cleanText } from './clean-text';
import { CATALOG_KINDS, type ExtractedVersion, extractEvent, type StoredEvent } from './extract/extract-event';
import { foreignReasons } from './foreign-accounts';
import { refreshCatalog } from './refresh-catalog';

export interface PendingEvent extends Omit<StoredEvent, 'payload'> {
  connectionId: string;
  /** The connected Stripe account it names, if any. */
  account: string | null;
  payload: string;
}

export interface Absorbed {
  outcomes: { connectionId: string; id: string; state: 'projected' | 'ignored' | 'failed'; reason: string | null }[];
  /** Owners to fold again, per connection. */
  dirty: Map<string, Set<string>>;
}

/**
 * Turns stored events into versions (extract), finds their owners and says who must be folded again. An event that cannot
 * be read is parked as failed with the reason and holds up nobody; one of another Stripe account is kept and not read.
 */
export async function absorbEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly PendingEvent[],
): Promise<Absorbed> {
  const absorbed: Absorbed = { outcomes: [], dirty: new Map() };
  const byConnection = new Map<string, ExtractedVersion[]>();
  const breathe = breather();
  const foreignReason = await foreignReasons(tx, workspaceId, events);
  for (const event of events) {
    await breathe();
    const { connectionId, id } = event;
    const foreign = foreignReason(event);
    if (foreign) {
      absorbed.outcomes.push({ connectionId, id, state: 'ignored', reason: foreign });
      continue;
    }
    try {
      const extracted = extractEvent({ ...event, payload: JSON.parse(event.payload) });
      absorbed.outcomes.push({ connectionId, id, state: extracted.length > 0 ? 'projected' : 'ignored', reason: null });
      const list = byConnection.get(connectionId);
      if (list) list.push(...extracted);
      else byConnection.set(connectionId, extracted);
    } catch (error) {
      absorbed.outcomes.push({ connectionId, id, state: 'failed', reason: reasonOf(error) });
    }
  }
  for (const [connectionId, extracted] of byConnection) {
    const scope = { workspaceId, connectionId };
    const { ownerOf, moved } = await assignOwners(tx, scope, extracted);
    const owned = extracted.map((item) => ({
      item,
      owner: CATALOG_KINDS.includes(item.version.kind) ? '' : ownerOf(item),
    }));
    await insertVersions(tx, scope, owned);
    const catalog = extracted
      .filter(({ version }) => CATALOG_KINDS.includes(version.kind))
      .map(({ version }) => version.objectId);
    const waiting = catalog.length > 0 ? await refreshCatalog(tx, scope, catalog) : [];
    const owners = new Set([...moved, ...waiting, ...owned.map(({ owner }) => owner)]);
    owners.delete('');
    absorbed.dirty.set(connectionId, owners);
  }
  return absorbed;
}

/** A sentence that names the member, never its value: payloads hold personal data. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const { path, message } = mostSpecific(error.issues[0]);
    return cleanText(`data.object.${path.join('.') || '(object)'}: ${message}`);
  }
  return error instanceof Error ? cleanText(`${error.name}: ${error.message.slice(0, 200)}`) : 'unknown error';
}

interface Trouble {
  path: PropertyKey[];
  message: string;
}

/** Where one of several shapes would have done, the shape that came furthest says what is wrong. */
function mostSpecific(issue: z.core.$ZodIssue | undefined, above: PropertyKey[] = []): Trouble {
  if (!issue) return { path: above, message: 'cannot be read' };
  const trouble = { path: [...above, ...issue.path], message: issue.message };
  if (issue.code !== 'invalid_union') return trouble;
  const branches = issue.errors.map(([first]) => mostSpecific(first, trouble.path));
  return branches.reduce((best, branch) => (branch.path.length > best.path.length ? branch : best), trouble);
}

// JSON goes in as lines: it holds no line break of its own, and so needs no quoting.
const INSERT = `
  insert into object_version
    (workspace_id, connection_id, kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  select $1, $2, kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous::jsonb, body::jsonb
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::timestamptz[], $9::timestamptz[], $10::text[],
    string_to_array($11, E'\\n', ''), string_to_array($12, E'\\n'))
    as v(kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  on conflict do nothing`;

async function insertVersions(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  owned: readonly { item: ExtractedVersion; owner: string }[],
): Promise<void> {
  if (owned.length === 0) return;
  const versions = owned.map(({ item }) => item.version);
  await tx.query({
    name: 'insert-versions',
    text: INSERT,
    values: [
      workspaceId,
      connectionId,
      versions.map(({ kind }) => kind),
      versions.map(({ objectId }) => objectId),
      versions.map(({ eventId }) => eventId),
      owned.map(({ owner }) => owner),
      versions.map(({ livemode }) => livemode),
      versions.map(({ occurredAt }) => occurredAt.toISOString()),
      versions.map(({ knownAt }) => knownAt.toISOString()),
      versions.map(({ eventType }) => eventType),
      versions.map(({ previous }) => (previous === null ? '' : JSON.stringify(previous))).join('\n'),
      versions.map(({ body }) => JSON.stringify(body)).join('\n'),
    ],
  });
}
