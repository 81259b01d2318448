import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { INVITATION_DAYS } from './portal-rules';
import { hashPortalToken, newPortalToken } from './portal-token';

interface By {
  workspaceId: string;
  userId: string;
}

/** Returns the token of the link, once: only its hash is kept. A new invitation takes the place of an unused one. */
export async function invitePartner(
  { workspaceId, userId }: By,
  partnerId: string,
): Promise<{ token: string; expiresAt: string }> {
  const db = getDb();
  const partner = await db.partner.findUnique({ where: { workspaceId_id: { workspaceId, id: partnerId } } });
  if (!partner) throw unknownPartner();
  if (partner.archivedAt) throw new AppError('unprocessable', 'This partner is archived: bring it back first.');
  const token = newPortalToken();
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
  await db.$transaction([
    db.partnerInvitation.deleteMany({ where: { workspaceId, partnerId, usedAt: null } }),
    db.partnerInvitation.create({
      data: {
        ...{ workspaceId, id: newId('pinv'), partnerId, tokenHash: hashPortalToken(token) },
        ...{ expiresAt, createdById: userId },
      },
    }),
  ]);
  return { token, expiresAt: expiresAt.toISOString() };
}

/** Ends every session of a partner and its unused invitation, at once. */
export async function revokePartnerAccess(workspaceId: string, partnerId: string): Promise<void> {
  const db = getDb();
  const partner = await db.partner.findUnique({ where: { workspaceId_id: { workspaceId, id: partnerId } } });
  if (!partner) throw unknownPartner();
  await db.$transaction([
    db.partnerInvitation.deleteMany({ where: { workspaceId, partnerId, usedAt: null } }),
    db.partnerSession.deleteMany({ where: { workspaceId, partnerId } }),
  ]);
}

const unknownPartner = () => new AppError('not_found', 'There is no such partner.');
