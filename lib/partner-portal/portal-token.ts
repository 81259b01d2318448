import { createHash, randomBytes } from 'node:crypto';

/** Unguessable; only its hash is stored. */
export const newPortalToken = (): string => randomBytes(32).toString('base64url');

export const hashPortalToken = (token: string): string => createHash('sha256').update(token).digest('hex');
