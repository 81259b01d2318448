import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { countEvents } from '@/lib/inbox/count-delivery';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { readEvent } from '@/lib/inbox/read-event';
import { type IncomingEvent, storeRecovered } from '@/lib/inbox/store-events';
import { giveWayToStoring } from '@/lib/inbox/storing-pressure';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import type { Connection } from '../stripe-reader';

interface Account extends Connection {
  accountId: string | null;
}

export interface Filed {
  /** Events of types that are wanted. */
  listed: number;
  /** When those that were missing happened. */
  missing: Date[];
}

/** So long after an event its webhook may still be on its way. */
const YOUNG_MS = 60_000;

interface Listed {
  page: readonly unknown[];
  wanted: ReadonlySet<string>;
  /** When the newest event of all happened: by Stripe's clock it is at least that late. */
  newest: Date;
  /** Gives webhooks that are on their way the time to arrive. */
  settle: () => Promise<void>;
}

/**
 * Stores those of the listed events that no webhook has brought, each in the way a webhook of it would be: the same id, the
 * same members left out, so that one that arrives after all changes nothing.
 */
export async function storeMissing(account: Account, { page, wanted, newest, settle }: Listed): Promise<Filed> {
  const { workspaceId, id: connectionId, accountId } = account;
  const listed = page.flatMap((event): IncomingEvent[] => {
    const content = readEvent(Buffer.from(JSON.stringify(event)));
    if (!content || !wanted.has(content.type)) return [];
    // Asked for one account, Stripe need not name it.
    return [{ ...content, account: content.account ?? accountId, workspaceId, connectionId }];
  });
  let missing = await withoutKnown(account, listed);
  if (missing.some(({ occurredAt }) => occurredAt.getTime() > newest.getTime() - YOUNG_MS)) {
    await settle();
    missing = await withoutKnown(account, missing);
  }
  if (missing.length === 0) return { listed: listed.length, missing: [] };
  await giveWayToStoring();
  const stored = await storeRecovered(missing);
  wakeProjector();
  const times = missing.flatMap(({ id, occurredAt }) => (stored.has(id) ? [occurredAt] : []));
  countEvents({ workspaceId, connectionId }, times, new Date());
  return { listed: listed.length, missing: times };
}

const idRow = z.object({ id: z.string() });

async function withoutKnown({ workspaceId, id }: Account, events: readonly IncomingEvent[]): Promise<IncomingEvent[]> {
  const known = await queryRows(idRow, {
    name: 'known-events',
    text: 'select id from stripe_event where workspace_id = $1 and connection_id = $2 and id = any($3)',
    values: [workspaceId, id, events.map((event) => event.id)],
  });
  const ids = new Set(known.map((row) => row.id));
  return events.filter((event) => !ids.has(event.id));
}

const typeRow = z.object({ type: z.string() });
/** As far back, in events of the workspace, as types are looked for that the endpoint sends. */
const RECENT_EVENTS = 20_000;

/**
 * The types of events that an endpoint should have brought: those that are read, and any other that it did bring lately. The
 * rest of what Stripe lists was never asked for, and is not missing.
 */
export async function wantedTypes({ workspaceId, id }: Connection): Promise<ReadonlySet<string>> {
  const sent = await queryRows(typeRow, {
    text: `select distinct type from (
        select connection_id, id, type from stripe_event where workspace_id = $1 order by seq desc limit $3
      ) recent where connection_id = $2 and not starts_with(id, 'pull_')`,
    values: [workspaceId, id, RECENT_EVENTS],
  });
  return new Set([...EVENT_TYPES, ...sent.map(({ type }) => type)]);
}
