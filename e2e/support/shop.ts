import { DateTime } from 'luxon';
import { post } from '@/prisma/stories/stage';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';

const CARD = 'pm_card_visa';

export interface Subscriber {
  name: string;
  email?: string;
  metadata?: Record<string, string>;
  /** A name for what they subscribe to; each name is a product of its own. */
  product?: string;
  /** In cents a month. */
  amount?: number;
}

/** A Stripe account that opened on the first of the month before last. */
export function openShop(): SandboxAccount {
  const opening = DateTime.utc().startOf('month').minus({ months: 2 });
  return createSandboxAccount({ startAt: opening.toJSDate() });
}

/** Each becomes a customer who subscribes at once and pays. */
export function subscribeAll(account: SandboxAccount, people: readonly Subscriber[]): void {
  for (const { name, email, metadata = {}, product = 'Plan', amount = 40_00 } of people) {
    const sold = post(account, '/v1/products', { name: product });
    const price = post(account, '/v1/prices', {
      product: sold,
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval: 'month' },
    });
    const customer = post(account, '/v1/customers', {
      name,
      metadata,
      ...(email ? { email } : {}),
      payment_method: CARD,
      invoice_settings: { default_payment_method: CARD },
    });
    post(account, '/v1/subscriptions', { customer, items: [{ price }] });
  }
}
