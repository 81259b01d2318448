import { StripeApiError } from '../core/errors';

export interface Hiccup {
  /** How many of the next requests. */
  readonly requests: number;
  /** 429 is Stripe's rate limit, 409 its lock, 500 and 503 its own failures. */
  readonly status: 409 | 429 | 500 | 503;
  /** Seconds, for the `Retry-After` of a rate limit. */
  readonly retryAfter?: number | undefined;
  /** Only requests whose path begins so. */
  readonly path?: string | undefined;
}

export interface Hiccups {
  /** Lets the next requests fail. */
  plan(hiccup: Hiccup): void;
  /** Throws when this request is one of those. */
  pass(path: string): void;
}

/** Failures on demand, so that a client's patience can be tested. */
export function createHiccups(): Hiccups {
  let planned: { hiccup: Hiccup; left: number }[] = [];
  return {
    plan: (hiccup) => void planned.push({ hiccup, left: hiccup.requests }),
    pass(path) {
      const due = planned.find(({ hiccup }) => path.startsWith(hiccup.path ?? ''));
      if (!due) return;
      due.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      throw failure(due.hiccup);
    },
  };
}

function failure({ status, retryAfter }: Hiccup): StripeApiError {
  if (status === 429) {
    const headers = {
      'Stripe-Rate-Limited-Reason': 'global-rate',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    };
    const message =
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.';
    return new StripeApiError(429, { type: 'invalid_request_error', code: 'rate_limit', message }, headers);
  }
  if (status === 409) {
    const message = 'This object cannot be accessed right now because another API request is currently accessing it.';
    return new StripeApiError(409, { type: 'invalid_request_error', code: 'lock_timeout', message });
  }
  return new StripeApiError(status, { type: 'api_error', message: 'An unknown error occurred.' });
}
