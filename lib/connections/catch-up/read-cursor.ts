import { getDb } from '@/lib/db/client';
import type { Connection } from '../stripe-reader';

/** How far a list was read, and why it could last not be. */
export interface ReadCursor {
  /** Up to which event it was read: when that happened. */
  newestCreated: Date | null;
  /** Whether it was once read to its end. */
  historyDone: boolean;
  /** The first event that was here before the list was read; "" for none. */
  oldestId: string | null;
  problem: string | null;
  /** When it was last read to its end, by our clock; the beginning of time before that. */
  pulledAt: Date;
}

type Kind = 'events' | 'subscriptions';

const keyOf = ({ workspaceId, id }: Connection, kind: Kind) => ({ workspaceId, connectionId: id, kind });

export function loadReadCursor(connection: Connection, kind: Kind): Promise<ReadCursor | null> {
  const { workspaceId, connectionId } = keyOf(connection, kind);
  return getDb().pullCursor.findUnique({
    where: { workspaceId_connectionId_kind: { workspaceId, connectionId, kind } },
    select: { newestCreated: true, historyDone: true, oldestId: true, problem: true, pulledAt: true },
  });
}

export async function saveReadCursor(connection: Connection, kind: Kind, change: Partial<ReadCursor>): Promise<void> {
  const { workspaceId, connectionId } = keyOf(connection, kind);
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: { workspaceId, connectionId, kind } },
    create: { workspaceId, connectionId, kind, pulledAt: new Date(0), ...change },
    update: change,
  });
}
