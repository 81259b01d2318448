import { newId } from '@/lib/auth/new-id';
import { assertGoodPassword, hashPassword } from '@/lib/auth/passwords';
import { getDb } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { findInvitation, type OpenInvitation } from './find-invitation';

/** For someone new: makes the account, with the e-mail the invitation names, and the membership. */
export async function acceptInvitation(input: {
  token: string;
  name: string;
  password: string;
}): Promise<OpenInvitation> {
  const invitation = await openInvitation(input.token);
  if (invitation.hasAccount) throw new AppError('conflict', 'You have an account already. Sign in to accept.');
  assertGoodPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  await getDb().$transaction(async (tx) => {
    const userId = newId('usr');
    await tx.user.create({
      data: {
        id: userId,
        email: invitation.email,
        name: input.name || null,
        passwordHash,
        sessionsValidFrom: new Date(),
      },
    });
    await join(tx, invitation, userId);
  });
  return invitation;
}

/** For someone signed in: only the invited address may use the link. */
export async function acceptInvitationAs(token: string, user: { id: string; email: string }): Promise<OpenInvitation> {
  const invitation = await openInvitation(token);
  if (invitation.email !== user.email) {
    throw new AppError('forbidden', `This invitation is for ${invitation.email}. Sign in with that address.`);
  }
  await getDb().$transaction((tx) => join(tx, invitation, user.id));
  return invitation;
}

/** Marks the invitation used and adds the membership; a second use of the link finds nothing to mark. */
export async function join(
  tx: Prisma.TransactionClient,
  invitation: Pick<OpenInvitation, 'workspaceId' | 'id' | 'role'>,
  userId: string,
): Promise<void> {
  const { workspaceId, id, role } = invitation;
  const { count } = await tx.invitation.updateMany({
    where: { workspaceId, id, acceptedAt: null },
    data: { acceptedAt: new Date() },
  });
  if (count === 0) throw gone();
  await tx.member.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, role },
    update: {},
  });
}

async function openInvitation(token: string): Promise<OpenInvitation> {
  const invitation = await findInvitation(token);
  if (!invitation) throw gone();
  return invitation;
}

const gone = () => new AppError('not_found', 'This invitation was used, withdrawn or is too old. Ask for a new one.');
