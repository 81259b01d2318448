import { headers } from 'next/headers';
import { isSecureRequest } from './session-cookie';

/** The address people and Stripe reach this Headwater at. */
export async function publicOrigin(): Promise<string> {
  const configured = process.env.NEXTAUTH_URL;
  if (configured && URL.canParse(configured)) return new URL(configured).origin;
  const incoming = await headers();
  const host = incoming.get('x-forwarded-host')?.split(',')[0]?.trim() ?? incoming.get('host') ?? 'localhost';
  return `${isSecureRequest(incoming) ? 'https' : 'http'}://${host}`;
}
