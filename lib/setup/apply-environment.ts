import { loadAccount } from '@/lib/auth/load-account';
import type { UnattendedSetup } from '@/lib/boot/environment';
import { getDb, getPool } from '@/lib/db/client';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { updateSettings } from '@/lib/workspace/update-settings';
import { applyConnection } from './apply-connection';
import { applyKeys } from './apply-keys';
import { applyOwner } from './apply-owner';

const SETUP_LOCK = 7_240_312;

/**
 * Brings the first workspace to what the environment says. Safe to repeat: a second start changes nothing, and what the
 * environment does not mention stays as people set it.
 */
export async function applyEnvironment(setup: UnattendedSetup): Promise<void> {
  const lock = await getPool().connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
    const workspaceId = await applyOwner(setup);
    if (workspaceId === null) return;
    await applySettings(workspaceId, setup);
    await applyKeys(workspaceId, setup);
    await applyConnection(workspaceId, setup);
  } finally {
    lock.release(true); // the lock ends with its connection
  }
}

async function applySettings(workspaceId: string, setup: UnattendedSetup): Promise<void> {
  const { name, currency, timeZone, weekStart, feeHandling } = await loadAccount(workspaceId);
  const wanted = {
    name: setup.workspaceName ?? name,
    currency: setup.currency ?? currency,
    timeZone: setup.timeZone ?? timeZone,
    weekStart,
    feeHandling,
  };
  if (wanted.name === name && wanted.currency === currency && wanted.timeZone === timeZone) return;
  const { numbersChanged } = await updateSettings(workspaceId, wanted);
  const hasEvents = await getDb().stripeEvent.findFirst({ where: { workspaceId }, select: { id: true } });
  if (numbersChanged && hasEvents) await rebuildWorkspace(workspaceId);
}
