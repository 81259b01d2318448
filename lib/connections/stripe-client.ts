import Stripe from 'stripe';

/** A client for one connection's restricted key; `STRIPE_API_BASE` points it at another server than Stripe's. */
export function stripeClient(apiKey: string, apiBase = process.env.STRIPE_API_BASE): Stripe {
  const base = apiBase ? new URL(apiBase) : null;
  return new Stripe(apiKey, {
    maxNetworkRetries: 3,
    timeout: 20_000,
    telemetry: false,
    ...(base
      ? { host: base.hostname, port: base.port || undefined, protocol: base.protocol === 'http:' ? 'http' : 'https' }
      : {}),
  });
}
