import { StripeApiError } from '../core/errors';
import type { Method } from '../core/router';

/** What a restricted key may do with each kind of resource, by the first part of its path; `*` is for all others. */
export type Permissions = Readonly<Record<string, 'none' | 'read' | 'write'>>;

export interface Keys {
  /** Lets the key in, or throws Stripe's 401. */
  admit(key: string | undefined): void;
  /** Throws Stripe's 403 for what a restricted key may not do. */
  permit(key: string | undefined, method: Method, path: string): void;
  /** Makes a key a restricted one, or changes what it may do. */
  restrict(key: string, permissions: Permissions): void;
  /** From now on the key is expired. */
  revoke(key: string): void;
}

/** The keys of an account: the one that is `expected`, or any that looks like a key when none is, and restricted ones. */
export function createKeys(expected: string | undefined): Keys {
  const restricted = new Map<string, Permissions>();
  const revoked = new Set<string>();
  return {
    admit(key) {
      if (key === undefined) {
        throw unauthorized(
          'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
        );
      }
      if (revoked.has(key)) throw unauthorized(`Expired API Key provided: ${masked(key)}`, 'api_key_expired');
      const fits = expected === undefined ? /^(sk|rk)_/.test(key) : key === expected;
      if (!fits && !restricted.has(key)) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
    },
    permit(key, method, path) {
      const permissions = restricted.get(key ?? '');
      const resource = /^\/v1\/(\w+)/.exec(path)?.[1] ?? '';
      const granted = permissions?.[resource] ?? permissions?.['*'] ?? 'none';
      const needed = method === 'GET' ? 'read' : 'write';
      if (!permissions || granted === 'write' || granted === needed) return;
      throw new StripeApiError(403, {
        type: 'invalid_request_error',
        message: `The provided key '${masked(key ?? '')}' does not have the required permissions for this endpoint. Having the 'rak_${resource}_${needed}' permission would allow this request to continue.`,
      });
    },
    restrict: (key, permissions) => void restricted.set(key, permissions),
    revoke: (key) => void revoked.add(key),
  };
}

const masked = (key: string) => `${key.slice(0, 8)}***`;

const unauthorized = (message: string, code?: string) =>
  new StripeApiError(401, { type: 'invalid_request_error', message, ...(code && { code }) });

export function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ') ?? [];
  if (!value) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
}
