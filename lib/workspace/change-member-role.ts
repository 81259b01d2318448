import { isRole, type Role } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { type Actor, assertAnotherOwner, assertMayManage, noSuchMember } from './member-rules';

/** Takes effect at the member's next request: roles are never kept in the session. */
export async function changeMemberRole(workspaceId: string, actor: Actor, userId: string, role: Role): Promise<void> {
  await getDb().$transaction(async (tx) => {
    const member = await tx.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });
    if (!member || !isRole(member.role)) throw noSuchMember();
    assertMayManage(actor, member.role);
    assertMayManage(actor, role);
    if (member.role === 'owner' && role !== 'owner') await assertAnotherOwner(tx, workspaceId, userId);
    await tx.member.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
  });
}
