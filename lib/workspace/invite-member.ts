import { newId } from '@/lib/auth/new-id';
import type { Role } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { hashInvitationToken, newInvitationToken } from './invitation-token';
import { type Actor, assertMayManage } from './member-rules';

const VALID_DAYS = 7;

/** Returns the token of the link, once: only its hash is kept. A new invitation replaces an older one to the same address. */
export async function inviteMember(
  workspaceId: string,
  actor: Actor,
  input: { email: string; role: Role },
): Promise<{ id: string; token: string }> {
  assertMayManage(actor, input.role);
  const db = getDb();
  const user = await db.user.findUnique({ where: { email: input.email } });
  const member =
    user && (await db.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId: user.id } } }));
  if (member) throw new AppError('conflict', 'This person is already a member.', 'email');
  const token = newInvitationToken();
  const id = newId('inv');
  await db.$transaction([
    db.invitation.deleteMany({ where: { workspaceId, email: input.email, acceptedAt: null } }),
    db.invitation.create({
      data: {
        workspaceId,
        id,
        email: input.email,
        role: input.role,
        tokenHash: hashInvitationToken(token),
        invitedById: actor.userId,
        expiresAt: new Date(Date.now() + VALID_DAYS * 86_400_000),
      },
    }),
  ]);
  return { id, token };
}
