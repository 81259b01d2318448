import type pg from 'pg';
import { getPool } from '@/lib/db/client';
import { textArray } from '@/lib/db/text-array';
import { compareText } from '@/lib/ledger/order-versions';
import type { Sorted } from './known-objects';
import type { Snapshot } from './prepare-snapshot';

interface Account {
  workspaceId: string;
  id: string;
  accountId: string | null;
}

/** Events, and what was read, in one statement with `then`: all of it is committed, or none. */
const WRITE = `
  with read as (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
      as r(kind, object_id, digest, read_at, event_id, type, livemode, occurred_at, country, payload)
  ), stored as (
    insert into stripe_event
      (workspace_id, connection_id, id, type, livemode, account, object_id, occurred_at, country, payload)
    select $1, $2, event_id, type, livemode::boolean, $13::text, object_id, occurred_at::timestamptz, country, payload
    from read where payload is not null
    on conflict do nothing
  ), held as (
    insert into pulled_object (workspace_id, connection_id, kind, object_id, digest, read_at)
    select $1, $2, kind, object_id, digest, read_at::timestamptz from read
    on conflict (workspace_id, connection_id, kind, object_id) do update
      set digest = excluded.digest, read_at = excluded.read_at
      where pulled_object.read_at <= excluded.read_at
  )`;
/** The parameters that `then` finds taken. */
export const TAKEN = 13;

interface Then {
  text: string;
  values: readonly unknown[];
}

/** Stores what is news and notes what was read, together with the statement that follows; returns its rows. */
export async function writeSnapshots(account: Account, { news, echoes }: Sorted, then: Then): Promise<unknown[]> {
  const kept = new Set(news);
  // In order of key: two statements with the same objects then wait for each other in one direction only.
  const rows = [...news, ...echoes].sort((a, b) => compareText(a.eventId, b.eventId));
  const column = (read: (snapshot: Snapshot) => string | null) => textArray(rows.map(read));
  const query: pg.QueryConfig = {
    text: `${WRITE} ${then.text}`,
    values: [
      account.workspaceId,
      account.id,
      column(({ kind }) => kind),
      column(({ objectId }) => objectId),
      column(({ digest }) => digest),
      column(({ readAt }) => readAt.toISOString()),
      column(({ eventId }) => eventId),
      column(({ type }) => type),
      column(({ livemode }) => String(livemode)),
      column(({ occurredAt }) => occurredAt.toISOString()),
      column(({ country }) => country),
      column((snapshot) => (kept.has(snapshot) ? snapshot.payload : null)),
      account.accountId,
      ...then.values,
    ],
  };
  return (await getPool().query<Record<string, unknown>>(query)).rows;
}
