import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { findPartnerSession } from '@/lib/partner-portal/find-partner-session';
import { partnerCookieName } from './partner-cookie';
import { isSecureRequest } from './session-cookie';

/** The partner whose page it is, or null. Says nothing about members, whose session is another. */
export const findPartnerViewer = cache(async () => {
  const name = partnerCookieName(isSecureRequest(await headers()));
  return findPartnerSession((await cookies()).get(name)?.value);
});
