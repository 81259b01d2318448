import { isSecureRequest } from '@/app/_session/session-cookie';

/** The address at which whoever sent these headers reaches this Headwater. */
export function originOf(headers: { get(name: string): string | null }): string {
  const configured = process.env.NEXTAUTH_URL;
  if (configured && URL.canParse(configured)) return new URL(configured).origin;
  const named = [headers.get('x-forwarded-host')?.split(',')[0]?.trim(), headers.get('host')];
  const host = named.find((one) => one && isHost(one)) ?? 'localhost';
  return `${isSecureRequest(headers) ? 'https' : 'http'}://${host}`;
}

/** A name or an address, with a port or without: nothing that begins another part of an address. */
const isHost = (text: string) => /^[\w.:[\]-]+$/.test(text) && URL.canParse(`http://${text}`);
