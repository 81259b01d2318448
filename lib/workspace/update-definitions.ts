import { inTransaction } from '@/lib/db/in-transaction';
import { sameDefinitions } from '@/lib/definitions/changed-settings';
import { parseDefinitions } from '@/lib/definitions/parse-definitions';
import { AppError } from '@/lib/errors';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import { DEFAULT_DEFINITIONS, type Definitions } from '@/lib/ledger/definitions';
import { currentDefinitions } from './load-definitions';

export interface DefinitionsUpdate {
  definitions: Definitions;
  /** The user who chose. */
  userId: string | null;
  note?: string | null;
}

/**
 * Saves what the workspace counts as the next version, and computes every figure again. If that fails the old choice comes
 * back, as a version of its own, so that figures and settings never disagree. Nothing happens when nothing differs.
 */
export async function updateDefinitions(
  workspaceId: string,
  { definitions, userId, note = null }: DefinitionsUpdate,
): Promise<{ changed: boolean }> {
  const before = await currentDefinitions(workspaceId);
  if (sameDefinitions(before, definitions)) return { changed: false };
  await save(workspaceId, definitions, userId, note);
  try {
    await refoldWorkspace(workspaceId);
  } catch (error) {
    await save(workspaceId, before, userId, 'Taken back: the figures could not be computed.');
    throw error;
  }
  return { changed: true };
}

/** Null stands for all defaults. */
const stored = (definitions: Definitions) =>
  sameDefinitions(definitions, DEFAULT_DEFINITIONS) ? null : JSON.stringify(parseDefinitions(definitions));

function save(
  workspaceId: string,
  definitions: Definitions,
  userId: string | null,
  note: string | null,
): Promise<void> {
  return inTransaction(async (tx) => {
    const saved = await tx.query(
      'update workspace set definitions = $2, settings_version = settings_version + 1 where id = $1',
      [workspaceId, stored(definitions)],
    );
    if (saved.rowCount === 0) throw new AppError('not_found', 'There is no such workspace.');
    await tx.query(
      `insert into definition_change (workspace_id, version, by_id, definitions, note)
       select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from definition_change where workspace_id = $1`,
      [workspaceId, userId, JSON.stringify(definitions), note],
    );
  });
}
