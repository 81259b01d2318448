import { createHash, randomBytes } from 'node:crypto';

/** 128 bits that nobody can guess, as lower-case letters and digits: 25 of them, which every address and Stripe's fields take. */
const random = (): string =>
  BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString(36)
    .padStart(25, '0');

/** Of a click or another touch, as it travels in `dub_id`. */
export const newTouchId = random;

/** Of a browser, as its cookie keeps it. */
export const newBrowserId = random;

/** A click's id as others may hand it to us; ours are shorter. */
export const TOUCH_ID = /^[\w-]{1,100}$/;
const BROWSER_ID = /^[\w-]{16,64}$/;

/** Whom touches of a browser belong to; null for what no script of ours wrote. */
export const visitorOf = (browserId: string | null | undefined): string | null =>
  browserId && BROWSER_ID.test(browserId) ? `v:${browserId}` : null;

/** The same text for the same parts: what makes two things that were told twice one. */
export const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
