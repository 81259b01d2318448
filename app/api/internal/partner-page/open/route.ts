import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import { nothing, publicMutation } from '@/app/_http/mutation';
import { partnerCookieName, partnerCookieOptions } from '@/app/_session/partner-cookie';
import { isSecureRequest } from '@/app/_session/session-cookie';
import { openPartnerSession } from '@/lib/partner-portal/open-partner-session';

const body = z.object({ token: z.string().max(200) });

/** Uses an invitation up: from then on this browser reads the partner's page. */
export const POST = publicMutation({ body, params: nothing }, async ({ body: { token } }) => {
  const session = await openPartnerSession(token);
  const secure = isSecureRequest(await headers());
  (await cookies()).set(partnerCookieName(secure), session, partnerCookieOptions(secure));
});
