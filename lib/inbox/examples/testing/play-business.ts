import { z } from 'zod';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { StripeApiError } from '@/sandbox/core/errors';
import { type BusinessCurrency, COUPONS, DAY, type Deed, INTERVALS, type RandomBusiness } from './random-business';

const OPENS = Date.parse('2026-01-01T00:00:00Z') / 1000;

const made = z.object({ id: z.string() });
const chargeAnswer = z.object({
  data: z.array(z.object({ id: z.string(), paid: z.boolean(), disputed: z.boolean() })),
});
const bills = z.object({ data: z.array(z.object({ id: z.string(), amount_paid: z.number() })) });
const subscriptionList = z.object({
  data: z.array(z.looseObject({ id: z.string(), items: z.object({ data: z.array(made) }) })),
});
const chargeList = z.object({
  data: z.array(z.object({ id: z.string(), amount: z.number(), amount_refunded: z.number() })),
});

/** Plays the business on a sandbox account; `look` is called at the last second of each of its days. */
export function playBusiness(
  business: RandomBusiness,
  look: (account: SandboxAccount, day: number) => void,
): SandboxAccount {
  const account = createSandboxAccount({ startAt: new Date(OPENS * 1000) });
  const stage = openStage(account, business);
  const steps = [
    ...business.customers.map(({ since: at, first }, who) => ({
      at,
      run: () => stage.perform({ who, which: 0, at, deed: first }),
    })),
    ...business.deeds.map((one) => ({ at: one.at, run: () => stage.perform(one) })),
    ...business.days.map((day) => ({ at: (day + 1) * DAY - 1, run: () => look(account, day) })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, run } of steps) {
    account.advanceTo(new Date((OPENS + at) * 1000));
    run();
  }
  return account;
}

function openStage(account: SandboxAccount, business: RandomBusiness) {
  const post = (path: string, params: Record<string, unknown> = {}) =>
    made.parse(account.request('POST', path, params)).id;
  for (const [currency, rate] of [
    ['eur', 1.1],
    ['jpy', 0.0066],
  ] as const)
    account.setExchangeRate(currency, rate);
  const products = ['Gold', 'Silver'].map((name) => post('/v1/products', { name }));
  const coupons = COUPONS.map((one) => post('/v1/coupons', one));
  const taxes = {
    inclusive: post('/v1/tax_rates', { display_name: 'VAT', inclusive: true, percentage: 19 }),
    exclusive: post('/v1/tax_rates', { display_name: 'Sales tax', inclusive: false, percentage: 7 }),
  };
  const customers = business.customers.map(({ currency, country }, number) => ({
    currency,
    id: post('/v1/customers', { email: `${number}@example.com`, address: { country } }),
  }));

  const meter = post('/v1/billing/meters', {
    ...{ display_name: 'Calls', event_name: 'call', default_aggregation: { formula: 'sum' } },
    customer_mapping: { event_payload_key: 'customer', type: 'by_id' },
  });

  const priceOf = ({ price, amount }: { price: number; amount: number }, currency: BusinessCurrency, metered = false) =>
    post('/v1/prices', {
      ...{ product: products[amount % 2], currency, unit_amount: metered ? 1 + (amount % 9) : amount },
      recurring: { ...INTERVALS[price], ...(metered && { usage_type: 'metered', meter }) },
      // Where tax is found by the country of the customer it is within every second price.
      tax_behavior: amount % 4 < 2 ? 'inclusive' : 'exclusive',
    });
  const taxOf = (tax: 'inclusive' | 'exclusive' | 'automatic' | null) => {
    if (tax === null) return {};
    return tax === 'automatic' ? { automatic_tax: { enabled: true } } : { default_tax_rates: [taxes[tax]] };
  };
  const discountsOf = (chosenCoupon: number | null) =>
    chosenCoupon === null ? '' : [{ coupon: coupons[chosenCoupon] }];

  function act(one: Deed, customer: { id: string; currency: BusinessCurrency }, which: number) {
    if (one.kind === 'subscribe') {
      const shared = one.items[0]?.item.price ?? 0;
      const items = one.items.map(({ item, metered, coupon: own }) => ({
        price: priceOf({ ...item, price: one.mixed ? item.price : shared }, customer.currency, metered === true),
        ...(metered ? {} : { quantity: item.quantity }),
        ...(own === null ? {} : { discounts: discountsOf(own) }),
      }));
      return post('/v1/subscriptions', {
        ...{ customer: customer.id, items },
        ...(one.coupon === null ? {} : { discounts: discountsOf(one.coupon) }),
        ...taxOf(one.tax),
        ...(one.trial === null ? {} : { trial_period_days: one.trial }),
        ...(one.platform === null ? {} : { application_fee_percent: one.platform }),
      });
    }
    if (one.kind === 'bank') return account.setPaymentOutcome(customer.id, one.outcome);
    if (one.kind === 'customer-coupon')
      return post(`/v1/customers/${customer.id}`, { coupon: one.coupon === null ? '' : coupons[one.coupon] });
    if (one.kind === 'refund') return refund(customer.id, one.percent);
    if (one.kind === 'dispute') return dispute(customer.id, one.outcome);
    if (one.kind === 'credit') return credit(customer.id, one);
    if (one.kind === 'use') {
      const payload = { customer: customer.id, value: String(one.units) };
      return account.request('POST', '/v1/billing/meter_events', { event_name: 'call', payload });
    }
    if (one.kind === 'grant') {
      const path = `/v1/customers/${customer.id}/balance_transactions`;
      return account.request('POST', path, { amount: -one.amount, currency: customer.currency });
    }
    const owned = subscriptionList.parse(
      account.request('GET', '/v1/subscriptions', { customer: customer.id, limit: 100 }),
    ).data;
    const target = owned[which % Math.max(owned.length, 1)];
    if (!target) return;
    const path = `/v1/subscriptions/${target.id}`;
    const first = target.items.data[0]?.id;
    switch (one.kind) {
      case 'change':
        return post(path, {
          items: [{ id: first, price: priceOf(one.item, customer.currency), quantity: one.item.quantity }],
          proration_behavior: one.prorate,
        });
      case 'seats':
        return post(path, { items: [{ id: first, quantity: one.quantity }] });
      case 'only-if-paid':
        return post(path, {
          items: [{ id: first, quantity: one.quantity }],
          payment_behavior: 'pending_if_incomplete',
          proration_behavior: 'always_invoice',
        });
      case 'halt':
        return account.request('POST', `${path}/${one.on ? 'pause' : 'resume'}`);
      case 'coupon':
        return post(path, { discounts: discountsOf(one.coupon) });
      case 'pause':
        return post(path, { pause_collection: one.behavior === '' ? '' : { behavior: one.behavior } });
      case 'cancel':
        return account.request('DELETE', path);
      case 'cancel-later':
        return post(path, { cancel_at_period_end: one.on });
    }
  }

  function refund(customer: string, percent: number) {
    const { data } = chargeList.parse(account.request('GET', '/v1/charges', { customer, limit: 100 }));
    const last = data.find(({ amount, amount_refunded }) => amount > amount_refunded);
    const amount = last ? Math.ceil(((last.amount - last.amount_refunded) * percent) / 100) : 0;
    if (last && amount > 0) post('/v1/refunds', { charge: last.id, amount });
  }

  function dispute(customer: string, outcome: 'won' | 'lost' | null) {
    const { data } = chargeAnswer.parse(account.request('GET', '/v1/charges', { customer, limit: 100 }));
    const last = data.find(({ paid, disputed }) => paid && !disputed);
    if (!last) return;
    const { id } = account.disputeCharge(last.id);
    if (outcome) account.decideDispute(id, outcome);
  }

  function credit(customer: string, { percent, how }: Deed & { kind: 'credit' }) {
    const { data } = bills.parse(account.request('GET', '/v1/invoices', { customer, limit: 100 }));
    const last = data.find(({ amount_paid: paid }) => paid > 0);
    const amount = Math.ceil(((last?.amount_paid ?? 0) * percent) / 100);
    if (last) post('/v1/credit_notes', { invoice: last.id, amount, [how]: amount });
  }

  return {
    /** What Stripe refuses, a declined card above all, has not happened, except for the events it leaves. */
    perform({ who, which, deed: one }: RandomBusiness['deeds'][number]) {
      const customer = customers[who % customers.length];
      try {
        if (customer) act(one, customer, which);
      } catch (error) {
        if (!(error instanceof StripeApiError)) throw error;
      }
    },
  };
}
