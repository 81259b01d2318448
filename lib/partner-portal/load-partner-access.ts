import { getDb } from '@/lib/db/client';

export interface PartnerAccess {
  /** An invitation that waits to be used. */
  invitedUntil: string | null;
  sessions: { id: string; createdAt: string; lastSeenAt: string }[];
}

/** Who of a partner's can read its page, and who still may come in. */
export async function loadPartnerAccess(
  workspaceId: string,
  partnerId: string,
  now = new Date(),
): Promise<PartnerAccess> {
  const open = { workspaceId, partnerId, expiresAt: { gt: now } };
  const invitation = await getDb().partnerInvitation.findFirst({ where: { ...open, usedAt: null } });
  const sessions = await getDb().partnerSession.findMany({ where: open, orderBy: { createdAt: 'asc' } });
  return {
    invitedUntil: invitation?.expiresAt.toISOString() ?? null,
    sessions: sessions.map(({ id, createdAt, lastSeenAt }) => ({
      id,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    })),
  };
}
