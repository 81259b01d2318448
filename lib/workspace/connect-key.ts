import { seal } from '@/lib/auth/secret-box';
import { startBackfill } from '@/lib/connections/backfill/start-backfill';
import { wakeBackfills } from '@/lib/connections/backfill/wake-backfills';
import { probeKey } from '@/lib/connections/permissions/probe-key';
import { keepReport, kindOf } from '@/lib/connections/permissions/probe-permissions';
import { AppError } from '@/lib/errors';
import { requireConnection } from './require-connection';
import { setConnectionKey } from './set-connection-key';

/**
 * Takes a key that a person or a program hands over: tries it, refuses what Stripe does not know, stores it with what it may
 * read, and begins to read the history. A key that cannot be tried now is stored all the same, and tried later.
 */
export async function connectKey(workspaceId: string, id: string, key: string): Promise<void> {
  const { accountId, disconnectedAt, backfill } = await requireConnection(workspaceId, id);
  if (disconnectedAt) throw new AppError('conflict', 'This source is disconnected: connect it again first.');
  const report = await probeKey({ apiKeyCipher: seal(key), accountId, kind: kindOf(key) });
  if (!report.accepted) {
    throw new AppError('unprocessable', 'Stripe does not know this key: copy it again from Stripe.', 'key');
  }
  await setConnectionKey(workspaceId, id, key);
  await keepReport({ workspaceId, id }, report);
  // What is being read, or was paused, goes on with the new key.
  if (backfill === 'idle') await startBackfill({ workspaceId, id });
  else wakeBackfills();
}
