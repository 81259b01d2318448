import { isSecureRequest } from '@/app/_session/session-cookie';

/** The address at which whoever sent these headers reaches this Headwater. */
export function originOf(headers: { get(name: string): string | null }): string {
  const configured = process.env.NEXTAUTH_URL;
  if (configured && URL.canParse(configured)) return new URL(configured).origin;
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() ?? headers.get('host') ?? 'localhost';
  return `${isSecureRequest(headers) ? 'https' : 'http'}://${host}`;
}
