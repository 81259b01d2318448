import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { PREVIEW_LOCK } from './start-preview';
import { type PreviewMoves, type PreviewState, previewMove, previewResult } from './types';

/** Of one's own workspace; another one's is as unknown as one that never was. */
export interface PreviewKey {
  workspaceId: string;
  /** Any of the workspace where it is left out. */
  connectionId?: string;
  id: string;
}

const INTERRUPTED = 'The preview was interrupted. Start it again.';
const PAGE = 50;

const stateRow = z.object({
  connectionId: z.string(),
  done: z.number(),
  total: z.number(),
  result: previewResult.nullable(),
  problem: z.string().nullable(),
  isBeingMade: z.boolean(),
});

/** How far a preview is, and what it found. Throws `not_found`. */
export async function loadPreview(key: PreviewKey): Promise<PreviewState> {
  let found = await findPreview(key);
  // It may have been stored, and its maker gone, while it was looked for.
  if (!(found.result || found.problem || found.isBeingMade)) found = await findPreview(key);
  const { done, total, result, problem, isBeingMade } = found;
  if (result) return { state: 'done', done: total, total, result };
  if (problem === null && isBeingMade) return { state: 'running', done, total };
  return { state: 'failed', done, total, problem: problem ?? INTERRUPTED };
}

async function findPreview({ workspaceId, connectionId, id }: PreviewKey) {
  const [found] = await queryRows(stateRow, {
    // Whoever makes it holds its lock until the result is stored.
    text: `select connection_id as "connectionId", done, total, result, problem, exists (
        select from pg_locks where locktype = 'advisory' and granted
          and database = (select oid from pg_database where datname = current_database())
          and (classid::bigint << 32) | objid::bigint = ${PREVIEW_LOCK}) as "isBeingMade"
      from identity_preview where workspace_id = $2 and id = $1`,
    values: [id, workspaceId],
  });
  if (!found || (connectionId !== undefined && found.connectionId !== connectionId))
    throw new AppError('not_found', 'There is no such preview: it expired, or another one took its place.');
  return found;
}

const moveRow = previewMove.extend({ revenueMinor: z.bigint() });
const cursorShape = z.tuple([z.string().regex(/^-?\d{1,18}$/), z.string()]);

/** A page of the customers that would stand for another person: all, or those of whom an id, a name or an address has the text. */
export async function loadPreviewMoves(
  key: PreviewKey,
  { search = '', cursor }: { search?: string | undefined; cursor?: string | undefined },
): Promise<PreviewMoves> {
  await findPreview(key);
  const after = cursor === undefined ? null : readCursor(cursor);
  const rows = await queryRows(moveRow, {
    text: `select m.connection_id as "connectionId", m.owner_id as "ownerId", o.name, o.email, m.from_person as "from", m.to_person as "to",
        m.from_rule as "fromRule", m.to_rule as "toRule", m.revenue_minor as "revenueMinor"
      from identity_preview_move m
      left join ledger_owner o on o.workspace_id = m.workspace_id and o.connection_id = m.connection_id and o.id = m.owner_id
      where m.workspace_id = $1 and m.preview_id = $2
        and ($3 = '' or concat_ws(' ', m.owner_id, m.from_person, m.to_person, o.name, o.email) ilike '%' || $3 || '%')
        and ($4::bigint is null or m.revenue_minor < $4 or m.revenue_minor = $4 and m.owner_id > $5)
      order by m.revenue_minor desc, m.owner_id limit ${PAGE + 1}`,
    values: [key.workspaceId, key.id, escapeLike(search.trim()), after?.[0] ?? null, after?.[1] ?? null],
  });
  const moves = rows.slice(0, PAGE).map((row) => ({ ...row, revenueMinor: Number(row.revenueMinor) }));
  const last = moves.at(-1);
  const nextCursor = rows.length > PAGE && last ? JSON.stringify([String(last.revenueMinor), last.ownerId]) : null;
  return { moves, nextCursor };
}

const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

function readCursor(text: string) {
  try {
    return cursorShape.parse(JSON.parse(text));
  } catch {
    throw new AppError('bad_request', 'cursor: is not one that was handed out.', 'cursor');
  }
}
