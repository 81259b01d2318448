import { cookies, headers } from 'next/headers';
import { nothing, sessionMutation } from '@/app/_http/mutation';
import { isSecureRequest, sessionCookieName, sessionCookieOptions } from '@/app/_session/session-cookie';
import { endSession } from '@/lib/auth/end-session';

export const POST = sessionMutation({ body: nothing, params: nothing }, async ({ session }) => {
  await endSession(session.sessionId);
  const secure = isSecureRequest(await headers());
  (await cookies()).set(sessionCookieName(secure), '', { ...sessionCookieOptions(secure), maxAge: 0 });
});
