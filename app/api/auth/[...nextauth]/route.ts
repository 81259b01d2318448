import NextAuth from 'next-auth';
import { authOptions } from '@/app/_session/auth-options';
import { isSecureRequest } from '@/app/_session/session-cookie';

// The public address is NEXTAUTH_URL where it is set, else the host the browser asked for.
process.env.AUTH_TRUST_HOST ??= 'true';

interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: Request, context: AuthRouteContext): Promise<Response> {
  const handler: unknown = await NextAuth(authOptions(isSecureRequest(request.headers)))(request, context);
  if (!(handler instanceof Response)) throw new Error('next-auth did not answer.');
  return handler;
}

export { handle as GET, handle as POST };
