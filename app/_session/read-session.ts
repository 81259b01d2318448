import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { checkSession, type SessionUser } from '@/lib/auth/check-session';
import { decodeSession, isSecureRequest, sessionCookieName } from './session-cookie';

export interface Session {
  sessionId: string;
  user: SessionUser;
}

/** Who is signed in, asked of the database once per request. */
export const readSession = cache(async (): Promise<Session | null> => {
  const name = sessionCookieName(isSecureRequest(await headers()));
  const claims = await decodeSession((await cookies()).get(name)?.value);
  if (!claims) return null;
  const user = await checkSession(claims);
  return user && { sessionId: claims.sessionId, user };
});
