import { newId } from '@/lib/auth/new-id';
import { open, seal } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requireConnection } from './require-connection';

/** Stripe signs with two secrets while one is being rolled. */
const MOST_SECRETS = 5;

export async function addWebhookSecret(
  workspaceId: string,
  connectionId: string,
  secret: string,
): Promise<{ id: string; hint: string }> {
  await requireConnection(workspaceId, connectionId);
  const known = await getDb().webhookSecret.findMany({ where: { workspaceId, connectionId } });
  const same = known.find((row) => open(row.cipher) === secret);
  if (same) return { id: same.id, hint: same.hint };
  if (known.length >= MOST_SECRETS) {
    throw new AppError(
      'unprocessable',
      `At most ${MOST_SECRETS} secrets: remove one that is no longer used.`,
      'secret',
    );
  }
  const row = { id: newId('wsec'), hint: `whsec_…${secret.slice(-4)}` };
  await getDb().webhookSecret.create({ data: { workspaceId, connectionId, ...row, cipher: seal(secret) } });
  return row;
}
