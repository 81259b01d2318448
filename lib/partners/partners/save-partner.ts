import type pg from 'pg';
import type { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { makeDue } from '../engine/due';
import { wakeSettling } from '../engine/start-settling';
import type { partnerChange, partnerInput } from '../inputs';
import { rememberAbsence } from './absences';

/** Throws `conflict` where another partner has the address. */
export async function createPartner(
  { workspaceId, userId }: By,
  { name, email, note }: z.output<typeof partnerInput>,
): Promise<{ id: string }> {
  const id = newId('ptn');
  await inTransaction(async (tx) => {
    await refuseTaken(tx, workspaceId, { id, email });
    await tx.query(
      'insert into partner (workspace_id, id, name, email, note, created_by_id) values ($1, $2, $3, $4, $5, $6)',
      [workspaceId, id, name, email, note, userId],
    );
  });
  return { id };
}

/** Throws `not_found`, or `conflict` where another partner has the address. */
export async function changePartner(
  { workspaceId }: By,
  id: string,
  { archived, ...change }: z.output<typeof partnerChange>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { email } = change;
    if (email !== undefined) await refuseTaken(tx, workspaceId, { id, email });
    if (archived === false) await rememberAbsence(tx, workspaceId, id);
    const { rowCount } = await tx.query(
      `update partner set name = coalesce($3, name), email = coalesce($4, email), note = coalesce($5, note),
         archived_at = case when $6::boolean is null then archived_at when $6 then coalesce(archived_at, now()) end
       where workspace_id = $1 and id = $2`,
      [workspaceId, id, change.name ?? null, email ?? null, change.note ?? null, archived ?? null],
    );
    if (rowCount === 0) throw noPartner();
    if (email !== undefined || archived !== undefined) await makeDue(tx, workspaceId, id);
  });
  wakeSettling();
}

/** Who writes the same address at the same time waits, and sees it then. */
async function refuseTaken(
  tx: pg.ClientBase,
  workspaceId: string,
  { id, email }: { id: string; email: string },
): Promise<void> {
  await tx.query(
    "select pg_advisory_xact_lock(hashtextextended(jsonb_build_array('partner', $1::text, $2::text)::text, 0))",
    [workspaceId, email],
  );
  const taken = await tx.query<{ name: string }>(
    'select name from partner where workspace_id = $1 and email = $2 and id <> $3',
    [workspaceId, email, id],
  );
  if (taken.rows.length > 0)
    throw new AppError('conflict', 'A partner with this e-mail address exists already.', 'email');
}

export const noPartner = () => new AppError('not_found', 'There is no such partner.');

export const hasPartner = async (workspaceId: string, id: string): Promise<boolean> =>
  (await getDb().partner.count({ where: { workspaceId, id } })) > 0;

/** Throws `not_found` unless the workspace has this partner. */
export async function requirePartner(workspaceId: string, id: string): Promise<void> {
  if (!(await hasPartner(workspaceId, id))) throw noPartner();
}
