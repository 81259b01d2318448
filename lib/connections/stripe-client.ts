import type Stripe from 'stripe';
import { open } from '@/lib/auth/secret-box';

interface Reader {
  apiKeyCipher: string | null;
  /** The connected account to read; null for the one the key belongs to. */
  accountId: string | null;
}

interface Options {
  apiBase?: string | undefined;
  /** How often a request is repeated here; 0 leaves it to the caller. */
  retries?: number;
}

const TIMEOUT_SECONDS = 20;

/** A client for one connection's restricted key; `STRIPE_API_BASE` points it at another server than Stripe's. */
export async function stripeClient(
  { apiKeyCipher, accountId }: Reader,
  { apiBase = process.env.STRIPE_API_BASE, retries = 3 }: Options = {},
): Promise<Stripe> {
  const { default: Client } = await import('stripe'); // large, and only read where a connection has a key
  const base = apiBase ? new URL(apiBase) : null;
  return new Client(open(apiKeyCipher ?? ''), {
    ...(accountId ? { stripeAccount: accountId } : {}),
    maxNetworkRetries: retries,
    timeout: (Number(process.env.STRIPE_TIMEOUT_SECONDS) || TIMEOUT_SECONDS) * 1000,
    telemetry: false,
    ...(base
      ? { host: base.hostname, port: base.port || undefined, protocol: base.protocol === 'http:' ? 'http' : 'https' }
      : {}),
  });
}
