import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { stripeClient } from './stripe-client';

/** What identifies a connection. */
export interface Connection {
  workspaceId: string;
  id: string;
}

interface Key {
  apiKeyCipher: string | null;
  accountId: string | null;
}

export interface Read<T> {
  answer: T;
  /** When Stripe read it, by Stripe's clock: no later, to the second. */
  readAt: Date;
}

export interface Reader {
  /** Asks Stripe in turn with all others of the connection, and again when it fails for a while. */
  read<T>(ask: (stripe: Stripe) => Promise<Stripe.Response<T>>): Promise<Read<T>>;
}

/** Stripe allows a hundred a second in live mode, and others use the same account. */
const REQUESTS_PER_SECOND = 25;
/** Then it is for the caller to say so, and to come again. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 16_000;
/** A rate limit that asks for more is asked again after this. */
const LONGEST_RETRY_AFTER_MS = 60_000;

// When each connection's next request may go, also across the bundles Next makes of the same module.
const holder = globalThis as typeof globalThis & { __headwaterTurns?: Map<string, number> };
holder.__headwaterTurns ??= new Map();
const turns: Map<string, number> = holder.__headwaterTurns;

interface Patience {
  signal?: AbortSignal;
  /** How often a request that fails is made, waiting longer each time: nine take a minute. */
  attempts?: number;
}

/** Reads with one connection's key; throws when `signal` aborts, and Stripe's own error when it will not answer. */
export async function openReader(
  connection: Connection & Key,
  { signal, attempts = ATTEMPTS }: Patience = {},
): Promise<Reader> {
  const stripe = await stripeClient(connection, { retries: 0 });
  const lane = `${connection.workspaceId} ${connection.id}`;
  return {
    async read(ask) {
      for (let attempt = 1; ; attempt += 1) {
        await myTurn(lane, signal);
        signal?.throwIfAborted();
        const begun = performance.now();
        try {
          const answer = await ask(stripe);
          return { answer, readAt: readingTime(answer.lastResponse.headers.date, performance.now() - begun) };
        } catch (error) {
          if (!isPassing(error) || attempt >= attempts) throw error;
          await sleep(waitAfter(error, attempt, lane), undefined, { signal });
        }
      }
    },
  };
}

const requestsPerSecond = (): number => {
  const wanted = Number(process.env.STRIPE_REQUESTS_PER_SECOND);
  return wanted > 0 ? wanted : REQUESTS_PER_SECOND;
};

/** Evenly spaced, so that no second sees more than its share. */
async function myTurn(lane: string, signal?: AbortSignal): Promise<void> {
  const now = performance.now();
  const turn = Math.max(now, turns.get(lane) ?? 0);
  turns.set(lane, turn + 1000 / requestsPerSecond());
  if (turn - now >= 1) await sleep(turn - now, undefined, { signal });
}

/** The answer's `Date` less what the request took: what was read may be as old as that. */
function readingTime(date: string | undefined, tookMs: number): Date {
  const answered = date ? Date.parse(date) : Number.NaN;
  const at = (Number.isNaN(answered) ? Date.now() : answered) - tookMs;
  return new Date(Math.floor(at / 1000) * 1000);
}

/** A limit or a failure that goes by: of the rate, of the connection, of Stripe, of a body that broke off, of a lock. */
function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('type' in error)) return false;
  if (['StripeRateLimitError', 'StripeConnectionError'].includes(String(error.type))) return true;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return error.type === 'StripeAPIError' && (typeof status !== 'number' || status === 409 || status >= 500);
}

/** Longer each time; a rate limit says how long, and then everybody of the connection waits. */
function waitAfter(error: unknown, attempt: number, lane: string): number {
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS) * (0.75 + Math.random() / 4);
  const wait = Math.max(backoff, Math.min(retryAfterOf(error), LONGEST_RETRY_AFTER_MS));
  if (typeof error === 'object' && error !== null && 'type' in error && error.type === 'StripeRateLimitError')
    turns.set(lane, Math.max(turns.get(lane) ?? 0, performance.now() + wait));
  return wait;
}

function retryAfterOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('headers' in error)) return 0;
  const { headers } = error;
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return 0;
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
