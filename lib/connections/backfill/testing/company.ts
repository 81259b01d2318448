import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';

export interface Company {
  account: SandboxAccount;
  /** A request that makes or changes something; returns the id of what it answers. */
  post: (path: string, params?: Record<string, unknown>) => string;
}

const DAY_MS = 86_400_000;
const CARDS = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_visa_chargeDeclinedInsufficientFunds'];

/**
 * A small company with a history: subscriptions that renew, change, are tried and end, one-time payments, refunds, coupons,
 * disputes. Every `joinEveryDays` days somebody new joins; the same arguments make the same company.
 */
export function makeCompany({ customers, startAt, days }: { customers: number; startAt: Date; days: number }): Company {
  const account = createSandboxAccount({ startAt });
  const post: Company['post'] = (path, params = {}) => idOf(account.request('POST', path, params));
  const product = post('/v1/products', { name: 'Plan' });
  const price = (unit_amount: number, interval: string) =>
    post('/v1/prices', { product, currency: 'usd', unit_amount, recurring: { interval } });
  const prices = [price(1000, 'month'), price(5000, 'month'), price(24_000, 'year')];
  const coupon = post('/v1/coupons', { percent_off: 20, duration: 'repeating', duration_in_months: 3 });
  post('/v1/promotion_codes', { promotion: { type: 'coupon', coupon }, code: 'WELCOME' });
  for (let index = 0; index < customers; index += 1) {
    account.advanceTo(new Date(startAt.getTime() + (index * days * DAY_MS) / customers));
    live({ account, post }, index, { price: prices[index % prices.length] ?? '', other: prices[0] ?? '', coupon });
  }
  account.advanceTo(new Date(startAt.getTime() + days * DAY_MS));
  return { account, post };
}

interface Terms {
  price: string;
  other: string;
  coupon: string;
}

/** One customer's life up to now; what falls due later happens by itself. */
function live({ account, post }: Company, index: number, { price, other, coupon }: Terms): void {
  const customer = post('/v1/customers', {
    email: `buyer-${index}@example.com`,
    payment_method: CARDS[index % CARDS.length],
    address: { country: index % 2 ? 'DE' : 'US', line1: 'Main Street 1' },
  });
  const { id: subscription, items } = made(account, '/v1/subscriptions', {
    customer,
    items: [{ price, quantity: 1 + (index % 3) }],
    ...(index % 4 === 1 ? { discounts: [{ coupon }] } : {}),
    ...(index % 5 === 2 ? { trial_period_days: 14 } : {}),
  });
  const item = items?.data[0]?.id ?? '';
  if (index % 3 === 2) post(`/v1/subscriptions/${subscription}`, { items: [{ id: item, quantity: 7 }] }); // waits for a year
  if (index % 3 !== 0) return;
  const intent = post('/v1/payment_intents', {
    ...{ customer, amount: 4900 + index, currency: 'usd', confirm: true },
    payment_method: index % 18 === 15 ? 'pm_card_createDispute' : 'pm_card_visa',
  });
  if (index % 2 === 0) post('/v1/refunds', { payment_intent: intent, amount: 900 });
  if (index % 12 === 9) account.request('DELETE', `/v1/subscriptions/${subscription}`, {});
  if (index % 12 === 3) {
    const end = { cancel_at_period_end: true };
    post(`/v1/subscriptions/${subscription}`, end);
    post('/v1/subscriptions', { customer, items: [{ price: other }] });
  }
}

interface Made {
  id: string;
  items?: { data: { id: string }[] };
}
const made = (account: SandboxAccount, path: string, params: object): Made =>
  JSON.parse(JSON.stringify(account.request('POST', path, { ...params })));

const idOf = (answer: object): string => ('id' in answer ? String(answer.id) : '');
