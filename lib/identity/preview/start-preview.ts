import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { pino } from 'pino';
import { getDb, getPool, openSession } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';
import { requireConnection } from '@/lib/workspace/require-connection';
import type { Mapping } from '../types';
import { makePreview } from './make-preview';

export interface PreviewStart {
  account: Account;
  connectionId: string;
  mapping: Mapping;
  userId: string | null;
  now?: Date;
}

export interface StartedPreview {
  id: string;
  /** Settles when it is there, has failed, or another took its place; never rejects. */
  finished: Promise<void>;
}

/** Each holds copies of a workspace's customers in the database. */
const MOST_AT_ONCE = 2;
const KEPT_MS = 24 * 60 * 60_000;
const PROBLEM = 'The preview could not be made. Try again.';
/** Held by the session that makes a preview: where nobody holds it, nobody is making it. $1 is its id. */
export const PREVIEW_LOCK = "hashtextextended('identity-preview:' || $1, 0)";

const log = pino({ name: 'headwater', base: null });
// Once per process, also across the bundles Next makes of the same module.
const holder = globalThis as typeof globalThis & { __headwaterPreviews?: Set<string> };
holder.__headwaterPreviews ??= new Set();
const running = holder.__headwaterPreviews;

/**
 * Begins to find out what rules would do, without saving them, in the place of an earlier preview of the connection. Throws
 * `rate_limited` while previews of too many other connections are being made.
 */
export async function startPreview(start: PreviewStart): Promise<StartedPreview> {
  const { account, connectionId, userId } = start;
  const { workspaceId } = account;
  await requireConnection(workspaceId, connectionId);
  const place = `${workspaceId} ${connectionId}`;
  if ([...running].filter((one) => one !== place).length >= MOST_AT_ONCE)
    throw new AppError('rate_limited', 'Previews of other sources are being made. Try again in a moment.');
  await endEarlier(workspaceId, connectionId);
  const id = randomUUID();
  const session = await openSession();
  try {
    await session.query(`select pg_advisory_lock(${PREVIEW_LOCK})`, [id]);
    const total = await getDb().ledgerOwner.count({ where: { workspaceId, connectionId } });
    await getDb().identityPreview.create({ data: { workspaceId, id, connectionId, createdById: userId, total } });
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
  running.add(place);
  const finished = run(session, id, start).finally(() => running.delete(place));
  return { id, finished };
}

async function run(session: pg.Client, id: string, { account, connectionId, mapping, now = new Date() }: PreviewStart) {
  const { workspaceId } = account;
  const found = { where: { workspaceId, id } };
  const progress = (done: number) => getDb().identityPreview.updateMany({ ...found, data: { done } });
  try {
    const result = await makePreview(session, { id, account, connectionId, mapping, now, progress });
    const { count } = await getDb().identityPreview.updateMany({ ...found, data: { result } });
    if (count === 0) await forgetMoves(workspaceId);
  } catch (error) {
    const data = { problem: PROBLEM };
    const noted = await getDb()
      .identityPreview.updateMany({ ...found, data })
      .catch(() => null);
    // Whoever began another one ended this, which is no failure.
    if (noted?.count !== 0) log.error({ err: error }, 'a preview of identity rules failed');
  } finally {
    await session.end().catch(() => {});
  }
}

/** Stops and forgets the connection's earlier previews, and those of the workspace that nobody looks at any more. */
async function endEarlier(workspaceId: string, connectionId: string): Promise<void> {
  const { rows } = await getPool().query<{ id: string }>(
    `delete from identity_preview where workspace_id = $1 and (connection_id = $2 or created_at < now() - $3 * interval '1 ms') returning id`,
    [workspaceId, connectionId, KEPT_MS],
  );
  // Whichever process it runs in.
  for (const { id } of rows)
    await getPool().query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32) | objid::bigint = ${PREVIEW_LOCK}`,
      [id],
    );
  await forgetMoves(workspaceId);
}

/** Of previews that are gone. */
const forgetMoves = (workspaceId: string) =>
  getPool().query(
    `delete from identity_preview_move m where m.workspace_id = $1
       and not exists (select from identity_preview p where p.workspace_id = m.workspace_id and p.id = m.preview_id)`,
    [workspaceId],
  );
