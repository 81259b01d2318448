import { StripeApiError } from './errors';

export interface Idempotency {
  /** Runs a request once for its key; with other parameters the key is refused. */
  once(key: string, fingerprint: string, run: () => object): object;
}

const KEPT_FOR = 24 * 60 * 60;

/** Keys are kept for a day, as on Stripe. */
export function createIdempotency(time: () => number): Idempotency {
  const answered = new Map<string, { at: number; fingerprint: string; outcome: () => object }>();
  return {
    once(key, fingerprint, run) {
      const kept = answered.get(key);
      const fresh = kept && time() - kept.at < KEPT_FOR;
      const known = fresh ? kept : { at: time(), fingerprint, outcome: remember(run) };
      answered.set(key, known);
      if (known.fingerprint !== fingerprint) throw keyReused(key);
      return known.outcome();
    },
  };
}

/** Stripe repeats the first answer to a key, refusals included. */
function remember(run: () => object): () => object {
  let outcome: (() => object) | undefined;
  return () => {
    if (outcome) return outcome();
    try {
      const result = run();
      outcome = () => result;
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      outcome = () => {
        throw error;
      };
    }
    return outcome();
  };
}

const keyReused = (key: string) =>
  new StripeApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
  });
