import { z } from 'zod';
import { getPool } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { textArray } from '@/lib/db/text-array';
import type { Connection } from '../stripe-reader';
import type { Sorted } from './known-objects';
import type { Cursor } from './read-pages';
import { TAKEN, writeSnapshots } from './write-snapshots';

export const PHASES = ['waiting', 'recent', 'history', 'counting', 'checking', 'done'] as const;
export type Phase = (typeof PHASES)[number];

/** How far one list is. */
export interface Step {
  kind: string;
  phase: Phase;
  cursor: Cursor | null;
}

const stepRow = z.object({
  kind: z.string(),
  phase: z.enum(PHASES),
  cursor_id: z.string().nullable(),
  cursor_created: z.date().nullable(),
});

export async function loadSteps({ workspaceId, id }: Connection): Promise<Step[]> {
  const rows = await queryRows(stepRow, {
    text: 'select kind, phase, cursor_id, cursor_created from backfill_step where workspace_id = $1 and connection_id = $2',
    values: [workspaceId, id],
  });
  return rows.map(({ kind, phase, cursor_id, cursor_created }) => ({
    kind,
    phase,
    cursor: cursor_id === null ? null : { id: cursor_id, created: secondsOf(cursor_created) },
  }));
}

const secondsOf = (date: Date | null) => date && Math.floor(date.getTime() / 1000);

/** What pages add to a step. */
export interface Progress {
  pages: number;
  objects: number;
  counted: number;
  recovered: number;
  /** Time that reading and storing them took. */
  busyMs: number;
}

export interface PagesCommit {
  account: Connection & { accountId: string | null };
  before: Step;
  after: Pick<Step, 'phase' | 'cursor'>;
  progress: Progress;
}

const MOVE = `
  update backfill_step s set
    phase = $${TAKEN + 4}, cursor_id = $${TAKEN + 5}, cursor_created = $${TAKEN + 6}::timestamptz,
    objects = case when $${TAKEN + 4} = 'checking' then coalesce(s.counted, 0) + $${TAKEN + 8}::bigint
      else s.objects + $${TAKEN + 7}::bigint end,
    counted = case when s.phase = 'counting' then coalesce(s.counted, 0) + $${TAKEN + 8}::bigint end,
    recovered = s.recovered + $${TAKEN + 9}::bigint, busy_ms = s.busy_ms + $${TAKEN + 10}::bigint,
    requests = s.requests + $${TAKEN + 11}::bigint, problem = null, updated_at = now(), started_at = coalesce(s.started_at, now()),
    done_at = null
  from connection c
  where s.workspace_id = $1 and s.connection_id = $2 and s.kind = $${TAKEN + 1}
    and s.phase = $${TAKEN + 2} and s.cursor_id is not distinct from $${TAKEN + 3}
    and c.workspace_id = $1 and c.id = $2
  returning c.backfill, c.api_key_cipher as cipher`;

const stateRow = z.object({ backfill: z.string(), cipher: z.string().nullable() });
/** What the connection is told to do, and with which key. */
export type ConnectionState = z.output<typeof stateRow>;

/**
 * Stores pages and moves their step on, in one commit. Null when the step is not any more where it was, because everything
 * was started again: what was stored does no harm.
 */
export async function commitPages(
  { account, before, after, progress }: PagesCommit,
  pages: Sorted,
): Promise<ConnectionState | null> {
  const { cursor, phase } = after;
  const values = [
    ...[before.kind, before.phase, before.cursor?.id ?? null],
    ...[phase, cursor?.id ?? null, cursor?.created ? new Date(cursor.created * 1000).toISOString() : null],
    ...[progress.objects, progress.counted, progress.recovered, Math.round(progress.busyMs), progress.pages],
  ];
  const [row] = z
    .array(stateRow)
    .parse(await writeSnapshots(account, pages, { name: 'store-pages', text: MOVE, values }));
  return row ?? null;
}

/** Lets a step begin its phase again. */
export async function restartPhase({ workspaceId, id }: Connection, { kind, phase }: Step): Promise<void> {
  await getPool().query(
    `update backfill_step set cursor_id = null, cursor_created = null, updated_at = now(),
       counted = case when phase = 'counting' then 0 end
     where workspace_id = $1 and connection_id = $2 and kind = $3 and phase = $4`,
    [workspaceId, id, kind, phase],
  );
}

/** All that the counted lists refer to is there, but for what these lists hold: they are done. */
export async function completeSteps({ workspaceId, id }: Connection, but: readonly string[]): Promise<void> {
  await getPool().query(
    `update backfill_step set phase = 'done', problem = null, updated_at = now(), done_at = now()
     where workspace_id = $1 and connection_id = $2 and phase = 'checking' and kind <> all($3)`,
    [workspaceId, id, but],
  );
}

/** Says why these lists, or all that are unfinished, cannot be read at the moment. */
export async function saveProblem(
  { workspaceId, id }: Connection,
  problem: string,
  kinds: readonly string[] | null = null,
): Promise<void> {
  await getPool().query(
    `update backfill_step set problem = $3, updated_at = now()
     where workspace_id = $1 and connection_id = $2 and phase <> 'done' and ($4::text[] is null or kind = any($4))`,
    [workspaceId, id, problem, kinds],
  );
}

/** Which of these ids have not been read before. */
export async function unreadIds(
  { workspaceId, id }: Connection,
  kind: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await queryRows(z.object({ id: z.string() }), {
    text: `select id from unnest($4::text[]) as id except select object_id from pulled_object
      where workspace_id = $1 and connection_id = $2 and kind = $3 and object_id = any($4)`,
    values: [workspaceId, id, kind, textArray(ids)],
  });
  return new Set(rows.map(({ id: unread }) => unread));
}
