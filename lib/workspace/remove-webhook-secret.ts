import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';

/** Events signed with it are refused from the next delivery on. */
export async function removeWebhookSecret(workspaceId: string, connectionId: string, id: string): Promise<void> {
  const { count } = await getDb().webhookSecret.deleteMany({ where: { workspaceId, connectionId, id } });
  if (count === 0) throw new AppError('not_found', 'There is no such signing secret.');
}
