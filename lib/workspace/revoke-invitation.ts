import { isRole } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type Actor, assertMayManage } from './member-rules';

export async function revokeInvitation(workspaceId: string, actor: Actor, id: string): Promise<void> {
  const invitation = await getDb().invitation.findFirst({ where: { workspaceId, id, acceptedAt: null } });
  if (!invitation || !isRole(invitation.role)) throw new AppError('not_found', 'There is no such invitation.');
  assertMayManage(actor, invitation.role);
  await getDb().invitation.deleteMany({ where: { workspaceId, id, acceptedAt: null } });
}
