import type { NextAuthOptions } from 'next-auth';
import { z } from 'zod';
import { sessionClaims } from '@/lib/auth/check-session';
import { endSession } from '@/lib/auth/end-session';
import { newId } from '@/lib/auth/new-id';
import { safePath } from '@/lib/auth/safe-path';
import { IDLE_SECONDS } from '@/lib/auth/session-rules';
import { admitExternalUser } from '@/lib/workspace/admit-external-user';
import { sessionCookieName, sessionCookieOptions, sessionKey } from './session-cookie';
import { signInProviders } from './sign-in-providers';

const verifiedFlag = z.object({ email_verified: z.union([z.boolean(), z.literal('true')]) });

/** next-auth's settings for this request; the cookie depends on whether the browser came over TLS. */
export function authOptions(secure: boolean): NextAuthOptions {
  return {
    secret: sessionKey(),
    providers: signInProviders(),
    session: { strategy: 'jwt', maxAge: IDLE_SECONDS },
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(secure), options: sessionCookieOptions(secure) } },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type === 'credentials') return true;
        const flag = verifiedFlag.safeParse(profile);
        const emailVerified = flag.success && flag.data.email_verified !== false;
        const admitted = await admitExternalUser({ email: user.email, emailVerified, name: user.name });
        return admitted ? true : '/sign-in?error=NotInvited';
      },
      // Runs with a user only at the sign-in: a new session id every time, so that a planted cookie is worth nothing.
      async jwt({ token, user, account }) {
        if (!user) return token;
        const known =
          account?.type === 'credentials'
            ? user
            : await admitExternalUser({ email: user.email, emailVerified: true, name: user.name });
        if (!known) throw new Error('The user vanished during the sign-in.');
        return { sessionId: newId('ses'), userId: known.id, signedInAt: Date.now() };
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return `${baseUrl}${safePath(path)}`;
      },
    },
    events: {
      async signOut({ token }) {
        const claims = sessionClaims.safeParse(token);
        if (claims.success) await endSession(claims.data.sessionId);
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}
