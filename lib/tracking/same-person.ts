import { createHmac, randomBytes } from 'node:crypto';
import { deriveKey } from '@/lib/auth/derive-key';
import { type Arrival, addressOf } from './arrival';

/** Two of one person within it count as one. */
export const TOGETHER_MS = 60 * 60 * 1000;
const HOURS_OF_DAY = 24;

/**
 * Keys of the hour of this moment and of the one before: of two touches of one person within an hour, the second finds the
 * first under one of them. What a person did has the key of its own hour, the first of the two.
 */
export function hourKeys(subject: (hour: number) => string, at: Date): [string, string] {
  const hour = Math.floor(at.getTime() / TOGETHER_MS);
  const key = (one: number) => `${subject(one)}:${one}`;
  return [key(hour), key(hour - 1)];
}

type Asking = Pick<Arrival, 'header' | 'peer'>;

/** Tells browsers without a cookie apart for a day: neither address nor browser can be read from it. */
export const fingerprint = (arrival: Asking, hour: number): string =>
  digest(deriveKey('visitor'), `${Math.floor(hour / HOURS_OF_DAY)}\n${textOf(arrival)}`);

/**
 * Tells those apart who ask not to be followed, for an hour. The key is of this process and kept nowhere, so that afterwards
 * nobody, with the installation's secret either, can try addresses on what was stored.
 */
export const passingFingerprint = (arrival: Asking, hour: number): string => digest(passingKey(hour), textOf(arrival));

const textOf = (arrival: Asking) => `${addressOf(arrival)}\n${arrival.header('user-agent') ?? ''}`;
const digest = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

const passingKeys = new Map<number, Buffer>();

/** Made when it is first asked for; those of more than an hour away are forgotten. */
function passingKey(hour: number): Buffer {
  const key = passingKeys.get(hour) ?? randomBytes(32);
  passingKeys.set(hour, key);
  for (const other of passingKeys.keys()) if (Math.abs(other - hour) > 1) passingKeys.delete(other);
  return key;
}
