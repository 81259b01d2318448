import { z } from 'zod';
import { getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { queryRows } from '@/lib/db/query-rows';
import { reresolve } from './reresolve';

/** How often to look for rules that another process saved, or left half applied. */
const LOOK_EVERY_MS = 5000;

const pendingRow = z.object({
  workspaceId: z.string(),
  connectionId: z.string(),
  version: z.number(),
  userId: z.string().nullable(),
});
const PROBLEM = 'The customers could not be resolved by these rules. The ones before stay in force.';
type Pending = z.output<typeof pendingRow>;

const holder = globalThis as typeof globalThis & { __headwaterApplying?: () => void };

/** Tells the loop of this process that rules were saved. Does nothing where none runs. */
export const wakeApplying = (): void => holder.__headwaterApplying?.();

/** Brings saved rules into force until told to stop. */
export function startApplying(report: (error: unknown) => void): { stop: () => Promise<void> } {
  let applying: Promise<unknown> = Promise.resolve();
  const apply = () => {
    applying = applying.then(() => applyMappings()).catch(report);
  };
  holder.__headwaterApplying = apply;
  apply();
  const timer = setInterval(apply, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      delete holder.__headwaterApplying;
      await applying;
    },
  };
}

/** Brings all saved rules into force that are not yet. What fails is kept with its reason, and thrown when the rest is done. */
export async function applyMappings(): Promise<void> {
  const pending = await queryRows(pendingRow, {
    text: `select workspace_id as "workspaceId", connection_id as "connectionId", version, created_by_id as "userId"
      from identity_mapping where applied_at is null and problem is null order by created_at`,
    values: [],
  });
  const failures: unknown[] = [];
  for (const mapping of pending) await applyMapping(mapping).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/**
 * Resolves all customers of a connection by a saved version and puts it into force, at once or not at all: readers see the old
 * people until all have moved. Webhooks are stored meanwhile and projected afterwards.
 */
async function applyMapping(mapping: Pending): Promise<void> {
  const { workspaceId, connectionId, version } = mapping;
  try {
    await inTransaction(async (tx) => {
      await lockProjection(tx, workspaceId);
      const progress = (done: number) => noteProgress(mapping, done);
      const resolved = await reresolve(tx, { ...mapping, cause: 'rules', progress });
      await tx.query(
        `update identity_mapping set applied_at = now(), done = $4, total = $4, moved = $5
         where workspace_id = $1 and connection_id = $2 and version = $3`,
        [workspaceId, connectionId, version, resolved.customers, resolved.moved],
      );
    });
  } catch (error) {
    // Where the database is away this fails as well, and the version is tried again.
    await getPool().query(
      `update identity_mapping set problem = $4, done = 0
       where workspace_id = $1 and connection_id = $2 and version = $3 and applied_at is null`,
      [workspaceId, connectionId, version, PROBLEM],
    );
    throw error;
  }
}

/** On a connection of its own, so that others see it before all is committed. */
const noteProgress = ({ workspaceId, connectionId, version }: Pending, done: number) =>
  getPool().query(
    'update identity_mapping set done = $4 where workspace_id = $1 and connection_id = $2 and version = $3',
    [workspaceId, connectionId, version, done],
  );
