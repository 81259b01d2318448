import type { Random } from '@/lib/inbox/faults/testing/random';
import type { SandboxAccount } from '@/sandbox/account';

/** What a shop sells. */
export interface Shop {
  prices: readonly string[];
  coupons: readonly string[];
}

export function openShop(account: SandboxAccount): Shop {
  const post = (path: string, params: Record<string, unknown>): { id: string } =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  const product = post('/v1/products', { name: 'Plan' }).id;
  const price = (unit_amount: number) =>
    post('/v1/prices', { product, currency: 'usd', unit_amount, recurring: { interval: 'month' } }).id;
  const coupon = (duration: string) => post('/v1/coupons', { percent_off: 25, duration }).id;
  return { prices: [price(1000), price(5000)], coupons: [coupon('once'), coupon('forever')] };
}

/** A buyer's life in a few random steps; time passes between them. */
export function randomLife(account: SandboxAccount, random: Random, { prices, coupons }: Shop): (() => void)[] {
  const post = (
    path: string,
    params: Record<string, unknown> = {},
  ): { id: string; items?: { data: { id: string }[] } } =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  let customer = '';
  let subscription = { id: '', item: '' };
  let intent = '';
  const isLiving = () => {
    const { status }: { status?: string } = account.request('GET', `/v1/subscriptions/${subscription.id}`);
    return status === 'active' || status === 'trialing' || status === 'past_due';
  };

  const join = () => {
    customer = post('/v1/customers', { email: 'a@example.com', payment_method: 'pm_card_visa' }).id;
    const made = post('/v1/subscriptions', {
      customer,
      items: [{ price: prices[0], quantity: random.between(1, 4) }],
      ...(random.chance(0.3) && { discounts: [{ coupon: coupons[random.between(0, 1)] }] }),
      ...(random.chance(0.3) && { trial_period_days: 7 }),
    });
    subscription = { id: made.id, item: made.items?.data[0]?.id ?? '' };
  };
  const change = () => {
    const price = prices[random.between(0, 1)];
    if (isLiving()) post(`/v1/subscriptions/${subscription.id}`, { items: [{ id: subscription.item, price }] });
  };
  const seats = () => {
    const quantity = random.between(1, 9);
    if (isLiving()) post(`/v1/subscriptions/${subscription.id}`, { items: [{ id: subscription.item, quantity }] });
  };
  const buy = () => {
    const terms = { customer, amount: random.between(1000, 9000), currency: 'usd', payment_method: 'pm_card_visa' };
    const { id } = post('/v1/payment_intents', terms);
    try {
      post(`/v1/payment_intents/${id}/confirm`);
      intent = id;
    } catch {
      // declined: that is part of life, and its events remain
    }
  };
  const giveBack = () => {
    if (intent) post('/v1/refunds', { payment_intent: intent, amount: 100 });
  };
  const rename = () => post(`/v1/customers/${customer}`, { email: `b${random.between(1, 9)}@example.com` });
  const decline = () => account.setPaymentOutcome(customer, random.chance(0.5) ? 'decline' : 'succeed');
  const end = () => {
    if (isLiving()) account.request('DELETE', `/v1/subscriptions/${subscription.id}`, {});
  };
  const endLater = () => {
    if (isLiving()) post(`/v1/subscriptions/${subscription.id}`, { cancel_at_period_end: true });
  };

  const acts = [change, seats, buy, giveBack, rename, decline, endLater, end];
  const later = Array.from({ length: random.between(2, 5) }, () => acts[random.between(0, acts.length - 1)] ?? rename);
  return [join, ...later];
}
