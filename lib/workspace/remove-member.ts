import { isRole } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { type Actor, assertAnotherOwner, assertMayManage, noSuchMember } from './member-rules';

/** Anyone may leave; taking someone else out needs the power to manage them. */
export async function removeMember(workspaceId: string, actor: Actor, userId: string): Promise<void> {
  await getDb().$transaction(async (tx) => {
    const member = await tx.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });
    if (!member || !isRole(member.role)) throw noSuchMember();
    if (actor.userId !== userId) assertMayManage(actor, member.role);
    if (member.role === 'owner') await assertAnotherOwner(tx, workspaceId, userId);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
  });
}
