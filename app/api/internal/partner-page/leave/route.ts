import { cookies, headers } from 'next/headers';
import { nothing, publicMutation } from '@/app/_http/mutation';
import { findPartnerViewer } from '@/app/_session/find-partner-viewer';
import { partnerCookieName, partnerCookieOptions } from '@/app/_session/partner-cookie';
import { isSecureRequest } from '@/app/_session/session-cookie';
import { endPartnerSession } from '@/lib/partner-portal/find-partner-session';

export const POST = publicMutation({ body: nothing, params: nothing }, async () => {
  const viewer = await findPartnerViewer();
  if (viewer) await endPartnerSession(viewer);
  const secure = isSecureRequest(await headers());
  (await cookies()).set(partnerCookieName(secure), '', { ...partnerCookieOptions(secure), maxAge: 0 });
});
