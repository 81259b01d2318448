import { hkdfSync } from 'node:crypto';

const MINIMUM_LENGTH = 16;
const derived = new Map<string, Buffer>();

/** One 32-byte key per purpose, so that a session key never opens a stored secret. */
export function deriveKey(purpose: 'secret-box' | 'session' | 'visitor'): Buffer {
  const secret = process.env.HEADWATER_SECRET ?? '';
  if (secret.length < MINIMUM_LENGTH) {
    throw new Error(`HEADWATER_SECRET must be set and at least ${MINIMUM_LENGTH} characters long.`);
  }
  const cacheKey = `${purpose}:${secret}`;
  const known = derived.get(cacheKey);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, 'headwater', purpose, 32));
  derived.set(cacheKey, key);
  return key;
}
