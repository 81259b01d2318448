import { createHmac } from 'node:crypto';
import { deriveKey } from '@/lib/auth/derive-key';
import { type Arrival, addressOf } from './arrival';

/** Two of one person within it count as one. */
export const TOGETHER_MS = 60 * 60 * 1000;
const DAY_MS = 24 * TOGETHER_MS;

/**
 * Keys of the hour of this moment and of the one before: of two touches of one person within an hour, the second finds the
 * first under one of them. What a person did has the key of its own hour, the first of the two.
 */
export function hourKeys(subject: (day: number) => string, at: Date): [string, string] {
  const hour = Math.floor(at.getTime() / TOGETHER_MS);
  const key = (one: number) => `${subject(Math.floor((one * TOGETHER_MS) / DAY_MS))}:${one}`;
  return [key(hour), key(hour - 1)];
}

/** Tells browsers without a cookie apart for a day: neither address nor browser can be read from it. */
export function fingerprint(arrival: Pick<Arrival, 'header' | 'peer'>, day: number): string {
  const text = `${day}\n${addressOf(arrival)}\n${arrival.header('user-agent') ?? ''}`;
  return createHmac('sha256', deriveKey('visitor')).update(text).digest('base64url').slice(0, 22);
}
