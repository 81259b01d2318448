import { PORTAL_SESSION_SECONDS } from '@/lib/partner-portal/portal-rules';

/** Apart from the cookie of members: neither opens what the other does. */
export const partnerCookieName = (secure: boolean): string => (secure ? '__Host-hw_partner' : 'hw_partner');

export const partnerCookieOptions = (secure: boolean) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: PORTAL_SESSION_SECONDS }) as const;
