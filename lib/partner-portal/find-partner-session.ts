import { getDb } from '@/lib/db/client';
import { hashPortalToken } from './portal-token';

const NOTE_EVERY_MS = 10 * 60_000;

export interface PartnerViewer {
  workspaceId: string;
  partnerId: string;
  sessionId: string;
}

/** The partner whose browser presents this token, or null when it is unknown, over, revoked, or the partner is archived. */
export async function findPartnerSession(token: string | undefined, now = new Date()): Promise<PartnerViewer | null> {
  if (!token || token.length > 200) return null;
  const session = await getDb().partnerSession.findFirst({
    where: { tokenHash: hashPortalToken(token), expiresAt: { gt: now } },
  });
  if (!session) return null;
  const { workspaceId, partnerId, id: sessionId } = session;
  const partner = await getDb().partner.findUnique({ where: { workspaceId_id: { workspaceId, id: partnerId } } });
  if (!partner || partner.archivedAt) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > NOTE_EVERY_MS) {
    await getDb().partnerSession.updateMany({ where: { workspaceId, id: sessionId }, data: { lastSeenAt: now } });
  }
  return { workspaceId, partnerId, sessionId };
}

export async function endPartnerSession({ workspaceId, sessionId }: PartnerViewer): Promise<void> {
  await getDb().partnerSession.deleteMany({ where: { workspaceId, id: sessionId } });
}
