import { z } from 'zod';
import { getDb, getPool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { wakeApplying } from './apply-mappings';
import {
  DEFAULT_MAPPING,
  type IdentityRule,
  type IdentitySettings,
  identityRules,
  identitySettings,
  type Mapping,
} from './types';

export interface MappingChange {
  workspaceId: string;
  connectionId: string;
  rules: readonly IdentityRule[];
  settings: IdentitySettings;
  userId: string | null;
  reason?: string | undefined;
  /** The version that this one brings back. */
  restores?: number | undefined;
}

/**
 * Saves rules as the connection's next version, which comes into force when all customers are resolved by it
 * (`applyMappings`). Returns its number. Throws `conflict` while another version is being applied.
 */
export async function saveMapping(change: MappingChange): Promise<number> {
  const { workspaceId, connectionId, rules, settings, userId, reason, restores } = change;
  const { rows } = await getPool().query<{ version: number }>(
    `insert into identity_mapping (workspace_id, connection_id, version, rules, settings, created_by_id, reason, restores, total)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7,
       (select count(*) from ledger_owner where workspace_id = $1 and connection_id = $2)
     from identity_mapping where workspace_id = $1 and connection_id = $2
     having bool_and(applied_at is not null) is not false
     on conflict do nothing returning version`,
    [
      ...[workspaceId, connectionId, JSON.stringify(rules), JSON.stringify(settings)],
      ...[userId, reason ?? null, restores ?? null],
    ],
  );
  const [saved] = rows;
  if (!saved) throw new AppError('conflict', 'Other rules are being applied. Save again when they are in force.');
  wakeApplying();
  return saved.version;
}

/** Saves the rules of an earlier version again, as the next one: 0 stands for the default rules. */
export async function restoreMapping({
  version,
  ...change
}: Omit<MappingChange, 'rules' | 'settings' | 'restores'> & { version: number }): Promise<number> {
  const { workspaceId, connectionId } = change;
  const found = await findVersion(workspaceId, connectionId, version);
  return saveMapping({ ...change, ...found, restores: version });
}

const stored = z.object({ rules: identityRules, settings: identitySettings });

async function findVersion(workspaceId: string, connectionId: string, version: number): Promise<Mapping> {
  if (version === 0) return DEFAULT_MAPPING;
  const found = await getDb().identityMapping.findFirst({
    where: { workspaceId, connectionId, version, appliedAt: { not: null } },
  });
  if (!found) throw new AppError('not_found', 'There is no such version of the rules.', 'version');
  return stored.parse(found);
}

/** Has a version that could not be applied tried again. Throws `not_found` when it is none. */
export async function retryMapping(workspaceId: string, connectionId: string, version: number): Promise<void> {
  const { count } = await getDb().identityMapping.updateMany({
    where: { workspaceId, connectionId, version, appliedAt: null, problem: { not: null } },
    data: { problem: null, done: 0 },
  });
  if (count === 0) throw new AppError('not_found', 'There is no such version that could not be applied.');
  wakeApplying();
}

/** Gives up a version that could not be applied. Throws `not_found` when it is none, or is in force. */
export async function discardMapping(workspaceId: string, connectionId: string, version: number): Promise<void> {
  const { count } = await getDb().identityMapping.deleteMany({
    where: { workspaceId, connectionId, version, appliedAt: null, problem: { not: null } },
  });
  if (count === 0) throw new AppError('not_found', 'There is no such version that could not be applied.');
}
