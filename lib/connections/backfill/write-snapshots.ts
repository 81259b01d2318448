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
  with stored as (
    insert into stripe_event
      (workspace_id, connection_id, id, type, livemode, account, object_id, occurred_at, country, payload)
    select $1, $2, id, type, livemode::boolean, $3::text, object_id, occurred_at::timestamptz, country, payload
    from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
      as e(id, type, livemode, object_id, occurred_at, country, payload)
    on conflict do nothing
  ), held as (
    insert into pulled_object (workspace_id, connection_id, kind, object_id, digest, read_at)
    select $1, $2, kind, object_id, digest, read_at::timestamptz
    from unnest($11::text[], $12::text[], $13::text[], $14::text[]) as r(kind, object_id, digest, read_at)
    on conflict (workspace_id, connection_id, kind, object_id) do update
      set digest = excluded.digest, read_at = excluded.read_at
      where pulled_object.read_at <= excluded.read_at
  )`;
/** The parameters that `then` finds taken. */
export const TAKEN = 14;

interface Then {
  /** Under which the whole statement is prepared. */
  name: string;
  text: string;
  values: readonly unknown[];
}

/** Stores what is news and notes what was read, together with the statement that follows; returns its rows. */
export async function writeSnapshots(account: Account, { news, echoes }: Sorted, then: Then): Promise<unknown[]> {
  const query: pg.QueryConfig = {
    name: then.name,
    text: `${WRITE} ${then.text}`,
    values: [
      ...[account.workspaceId, account.id, account.accountId],
      ...eventColumns(inOrder(news)),
      ...readColumns(inOrder([...news, ...echoes])),
      ...then.values,
    ],
  };
  return (await getPool().query<Record<string, unknown>>(query)).rows;
}

/** By key: two statements with the same objects then wait for each other in one direction only. */
const inOrder = (snapshots: readonly Snapshot[]) => [...snapshots].sort((a, b) => compareText(a.eventId, b.eventId));

const eventColumns = (snapshots: readonly Snapshot[]) => [
  textArray(snapshots.map(({ eventId }) => eventId)),
  textArray(snapshots.map(({ type }) => type)),
  textArray(snapshots.map(({ livemode }) => String(livemode))),
  textArray(snapshots.map(({ objectId }) => objectId)),
  textArray(snapshots.map(({ occurredAt }) => occurredAt.toISOString())),
  textArray(snapshots.map(({ country }) => country)),
  textArray(snapshots.map(({ payload }) => payload)),
];

const readColumns = (snapshots: readonly Snapshot[]) => [
  textArray(snapshots.map(({ kind }) => kind)),
  textArray(snapshots.map(({ objectId }) => objectId)),
  textArray(snapshots.map(({ digest }) => digest)),
  textArray(snapshots.map(({ readAt }) => readAt.toISOString())),
];
