import { StripeApiError } from '../core/errors';

/** Lets in the one key, or any that looks like a secret or restricted key when none is set. */
export function checkKey(authorization: string | undefined, expected: string | undefined): void {
  const given = keyOf(authorization);
  if (given === undefined) {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
    );
  }
  const fits = expected === undefined ? /^(sk|rk)_/.test(given) : given === expected;
  if (!fits) throw unauthorized(`Invalid API Key provided: ${given.slice(0, 8)}***`);
}

function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ') ?? [];
  if (!value) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
}

const unauthorized = (message: string) => new StripeApiError(401, { type: 'invalid_request_error', message });
