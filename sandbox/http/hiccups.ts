import { resourceMissing, StripeApiError } from '../core/errors';

/**
 * 429 is Stripe's rate limit, 409 its lock, 500 and 503 its own failures. `silence` never answers, `truncated` breaks its JSON off
 * in the middle. On lists only, and only on requests for a later page: `vanished_cursor` says that the object after which to
 * go on does not exist, `repeated_page` answers the page before it once more, `skipped_page` the one after it.
 */
export type HiccupKind =
  | 409
  | 429
  | 500
  | 503
  | 'silence'
  | 'truncated'
  | 'vanished_cursor'
  | 'repeated_page'
  | 'skipped_page';

export interface Hiccup {
  /** How many of the next requests. */
  readonly requests: number;
  readonly status: HiccupKind;
  /** Seconds, for the `Retry-After` of a rate limit. */
  readonly retryAfter?: number | undefined;
  /** Only requests whose path begins so. */
  readonly path?: string | undefined;
}

/** What becomes of a request that does not fail at once. */
export type Passage = 'answer' | 'silence' | 'truncated' | 'repeated_page' | 'skipped_page';

export interface Hiccups {
  /** Lets the next requests fail. */
  plan(hiccup: Hiccup): void;
  /** Throws when this request is one of those, or says how its answer goes astray. */
  pass(path: string, cursor: string | undefined): Passage;
}

const OF_LATER_PAGES: readonly HiccupKind[] = ['vanished_cursor', 'repeated_page', 'skipped_page'];

/** Failures on demand, so that a client's patience can be tested. */
export function createHiccups(): Hiccups {
  let planned: { hiccup: Hiccup; left: number }[] = [];
  return {
    plan: (hiccup) => void planned.push({ hiccup, left: hiccup.requests }),
    pass(path, cursor) {
      const due = planned.find(
        ({ hiccup }) =>
          path.startsWith(hiccup.path ?? '') && (cursor !== undefined || !OF_LATER_PAGES.includes(hiccup.status)),
      );
      if (!due) return 'answer';
      due.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      const { status, retryAfter } = due.hiccup;
      if (status === 'vanished_cursor') throw resourceMissing('object', cursor ?? '', 'starting_after');
      if (typeof status === 'number') throw failure(status, retryAfter);
      return status;
    },
  };
}

function failure(status: 409 | 429 | 500 | 503, retryAfter: number | undefined): StripeApiError {
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
