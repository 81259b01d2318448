import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck = 'valid' | 'bad_signature' | 'stale';

/** Five minutes, past or future (definitions B14 rule 1; wider than stripe-node, which accepts any future). */
export const TOLERANCE_SECONDS = 300;
const LONGEST_HEADER = 8192;

/**
 * Checks a `Stripe-Signature` header against the raw body. Any of several `v1` entries may match any of several secrets, as
 * happens while a secret is rotated. Stripe's scheme: HMAC-SHA256 of "timestamp.body"; compared in constant time.
 */
export function verifySignature(
  rawBody: Buffer,
  header: string | undefined,
  secrets: readonly string[],
  now: Date,
): SignatureCheck {
  if (!header || header.length > LONGEST_HEADER) return 'bad_signature';
  const parts = header.split(',').map((part) => part.trim().split('='));
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? '';
  const presented = parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? ''))
    .map(([, value]) => Buffer.from(value ?? '', 'hex'));
  if (!/^\d{1,12}$/.test(timestamp) || presented.length === 0) return 'bad_signature';

  const matches = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
    return presented.some((signature) => timingSafeEqual(signature, expected));
  });
  if (!matches) return 'bad_signature';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS ? 'stale' : 'valid';
}

/** When the sender says that it signed, in Unix seconds; to be believed of a signature that matches. */
export function signedAt(header: string | undefined): number | null {
  const seconds = /(?:^|,)\s*t=(\d{1,12})\s*(?:,|$)/.exec(header?.slice(0, LONGEST_HEADER) ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}
