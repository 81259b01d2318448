import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { PORTAL_SESSION_SECONDS } from './portal-rules';
import { hashPortalToken, newPortalToken } from './portal-token';

export interface OpenPartnerInvitation {
  workspaceId: string;
  id: string;
  partnerId: string;
  partnerName: string;
  workspaceName: string;
}

/** What a link opens, or null when it is unknown, used, withdrawn or too old. Looking at it does not use it up. */
export async function findPartnerInvitation(token: string): Promise<OpenPartnerInvitation | null> {
  const row = await getDb().partnerInvitation.findFirst({
    where: { tokenHash: hashPortalToken(token), usedAt: null, expiresAt: { gt: new Date() } },
  });
  if (!row) return null;
  const { workspaceId, id, partnerId } = row;
  const partner = await getDb().partner.findUnique({ where: { workspaceId_id: { workspaceId, id: partnerId } } });
  const workspace = await getDb().workspace.findUnique({ where: { id: workspaceId } });
  if (!partner || partner.archivedAt || !workspace) return null;
  return { workspaceId, id, partnerId, partnerName: partner.name, workspaceName: workspace.name };
}

/** Uses the invitation up and returns the token of a session, of which only the hash is kept. Throws `not_found`. */
export async function openPartnerSession(invitationToken: string): Promise<string> {
  const invitation = await findPartnerInvitation(invitationToken);
  if (!invitation) throw gone();
  const { workspaceId, id, partnerId } = invitation;
  const token = newPortalToken();
  await getDb().$transaction(async (tx) => {
    const { count } = await tx.partnerInvitation.updateMany({
      where: { workspaceId, id, usedAt: null },
      data: { usedAt: new Date() },
    });
    if (count === 0) throw gone();
    await tx.partnerSession.create({
      data: {
        ...{ workspaceId, id: newId('pses'), partnerId, tokenHash: hashPortalToken(token) },
        expiresAt: new Date(Date.now() + PORTAL_SESSION_SECONDS * 1000),
      },
    });
  });
  return token;
}

const gone = () => new AppError('not_found', 'This link was used, withdrawn or is too old. Ask for a new one.');
