import Stripe from 'stripe';
import { createSandboxAccount, type SandboxAccount, type SandboxAccountOptions } from '../account';
import { startSandboxServer } from '../server';

export interface TestSandbox {
  readonly account: SandboxAccount;
  readonly stripe: Stripe;
  readonly url: string;
  close(): Promise<void>;
}

export const day = (date: string) => new Date(`${date}T00:00:00Z`);
export const seconds = (date: string) => day(date).getTime() / 1000;

/** An account that starts on 1 January 2025, and the official SDK talking to it over HTTP. */
export async function startTestSandbox(options: Partial<SandboxAccountOptions> = {}): Promise<TestSandbox> {
  const account = createSandboxAccount({ startAt: day('2025-01-01'), ...options });
  const server = await startSandboxServer({ account, port: 0, apiKey: 'sk_live_sandbox' });
  const stripe = new Stripe('sk_live_sandbox', {
    host: '127.0.0.1',
    port: server.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { account, stripe, url: server.url, close: () => server.close() };
}

/** A product with a monthly price, and a customer with a working card. */
export async function openShop(stripe: Stripe, unitAmount = 20_00) {
  const product = await stripe.products.create({ name: 'Gold' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: unitAmount,
    recurring: { interval: 'month' },
  });
  const customer = await stripe.customers.create({
    email: 'ada@example.com',
    name: 'Ada',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  return { product, price, customer };
}

/** The types of the events since the account had so many. */
export const typesSince = (account: SandboxAccount, count: number) =>
  account
    .events()
    .slice(count)
    .map(({ type }) => type);
