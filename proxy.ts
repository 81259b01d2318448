import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { PATH_HEADER } from '@/app/_session/path-header';
import {
  decodeSession,
  encodeSession,
  isSecureRequest,
  sessionCookieName,
  sessionCookieOptions,
} from '@/app/_session/session-cookie';

/** A session in use is renewed at most this often. */
const RENEW_AFTER_SECONDS = 10 * 60;

/** Security headers and the idle clock of the session. It locks nothing: every page and route asks for its viewer itself. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy); // Next reads the nonce for its own scripts from here
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  response.headers.set('cache-control', 'private, no-store');
  const secure = isSecureRequest(request.headers);
  if (secure) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  await renewSession(request, response, secure);
  return response;
}

/** Only what a person does renews: the page's own polling does not keep an unattended session alive. */
async function renewSession(request: NextRequest, response: NextResponse, secure: boolean): Promise<void> {
  if (request.nextUrl.pathname.startsWith('/api/')) return;
  const name = sessionCookieName(secure);
  const session = await decodeSession(request.cookies.get(name)?.value);
  if (!session || Date.now() / 1000 - session.issuedAt < RENEW_AFTER_SECONDS) return;
  const { issuedAt: _, ...claims } = session;
  response.cookies.set(name, await encodeSession(claims), sessionCookieOptions(secure));
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg|script.js|api/webhooks/|track/|r/).*)'],
};
