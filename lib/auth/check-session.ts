import { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { isEndedSession } from './end-session';
import { ABSOLUTE_SECONDS } from './session-rules';

/** What the signed cookie says about the session. */
export const sessionClaims = z.object({
  sessionId: z.string().min(1),
  userId: z.string().min(1),
  /** Milliseconds since 1970 at the sign-in, not at the last renewal. */
  signedInAt: z.number(),
});
export type SessionClaims = z.infer<typeof sessionClaims>;

export interface SessionUser {
  id: string;
  email: string;
  name: string | null;
}

/** The user behind a session, or null when it has ended, been revoked, or its user is gone or disabled. */
export async function checkSession(claims: SessionClaims, now = new Date()): Promise<SessionUser | null> {
  if (now.getTime() - claims.signedInAt >= ABSOLUTE_SECONDS * 1000) return null;
  const user = await getDb().user.findUnique({ where: { id: claims.userId } });
  if (!user || user.disabledAt || claims.signedInAt < user.sessionsValidFrom.getTime()) return null;
  if (await isEndedSession(claims.sessionId)) return null;
  return { id: user.id, email: user.email, name: user.name };
}
