import { decode, encode } from 'next-auth/jwt';
import { type SessionClaims, sessionClaims } from '@/lib/auth/check-session';
import { deriveKey } from '@/lib/auth/derive-key';
import { IDLE_SECONDS } from '@/lib/auth/session-rules';

/** Whether the browser came over TLS: a proxy in front says so, or the configured public address does. */
export function isSecureRequest(headers: { get(name: string): string | null }): boolean {
  if (process.env.NEXTAUTH_URL?.startsWith('https://')) return true;
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-hw_session' : 'hw_session';
}

export function sessionCookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: IDLE_SECONDS } as const;
}

export function sessionKey(): string {
  return deriveKey('session').toString('base64');
}

export function encodeSession(claims: SessionClaims): Promise<string> {
  return encode({ token: { ...claims }, secret: sessionKey(), maxAge: IDLE_SECONDS });
}

/** Null for a cookie that is missing, forged, too old, or not ours. `issuedAt` is the last renewal, in seconds. */
export async function decodeSession(
  cookie: string | undefined,
): Promise<(SessionClaims & { issuedAt: number }) | null> {
  if (!cookie) return null;
  try {
    const payload = await decode({ token: cookie, secret: sessionKey() });
    const claims = sessionClaims.safeParse(payload);
    if (!claims.success) return null;
    return { ...claims.data, issuedAt: typeof payload?.iat === 'number' ? payload.iat : 0 };
  } catch {
    return null;
  }
}
