import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { type Harness, startHarness } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { figure } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T10:00:00Z');
const RANGE = { from: '2026-01-01', to: '2026-12-01' };

const given = z.object({ id: z.string() });
const listed = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), has_more: z.boolean() });
const transaction = z.looseObject({ id: z.string(), net: z.number(), created: z.number(), type: z.string() });
const creditedOutside = z.looseObject({ out_of_band_amount: z.number().nullish() });
const balance = z.object({ available: z.array(z.object({ amount: z.number(), currency: z.string() })) });
const payment = z.object({ id: z.string(), paid: z.boolean() });
const bill = z.object({ id: z.string(), amount_paid: z.number() });

const METER = {
  display_name: 'Calls',
  event_name: 'call',
  default_aggregation: { formula: 'sum' },
  customer_mapping: { event_payload_key: 'customer', type: 'by_id' },
};

function paidCharge(account: SandboxAccount, customer: string): string {
  const { data } = listed(payment).parse(account.request('GET', '/v1/charges', { customer }));
  const newest = data.find(({ paid }) => paid);
  if (!newest) throw new Error('no charge');
  return newest.id;
}

/** What happens to one customer's money. */
const life = fc.record({
  after: fc.integer({ min: 0, max: 20 }),
  amounts: fc.array(fc.integer({ min: 100, max: 90_000 }), { minLength: 1, maxLength: 3 }),
  how: fc.constantFrom('intent', 'invoice', 'subscription'),
  /** What a platform keeps: of a bare payment a part, of a subscription's bills a percentage. */
  platform: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 3 }),
  /** What was used, and what of the next bill is paid from the customer's balance. */
  used: fc.nat({ max: 500 }),
  granted: fc.option(fc.integer({ min: 1, max: 60_000 }), { freq: 2 }),
  currency: fc.constantFrom('usd', 'usd', 'eur', 'jpy'),
  refunds: fc.array(fc.record({ share: fc.double({ min: 0.05, max: 0.4, noNaN: true }), fails: fc.boolean() }), {
    maxLength: 2,
  }),
  credit: fc.constantFrom(null, 'refund', 'balance', 'outside'),
  dispute: fc.constantFrom(null, null, 'won', 'lost'),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? Omit<T, 'currency'> & { currency: string } : never;

/** Lives one after the other on Stripe's clock. */
function play(account: SandboxAccount, lives: readonly Life[]): void {
  let now = START;
  const pass = (days: number) => {
    now += days * DAY;
    account.advanceTo(new Date(now));
  };
  const post = (path: string, params: Record<string, unknown> = {}) => account.request('POST', path, params);
  const meter = given.parse(post('/v1/billing/meters', METER)).id;
  for (const { after, amounts, how, platform, used, granted, currency, refunds, credit, dispute } of lives) {
    pass(after);
    const customer = given.parse(
      post('/v1/customers', { invoice_settings: { default_payment_method: 'pm_card_visa' } }),
    ).id;
    let total = amounts.reduce((a, b) => a + b, 0);
    let invoice: string | null = null;
    if (how === 'invoice') {
      const draft = given.parse(post('/v1/invoices', { customer, currency })).id;
      for (const amount of amounts) post('/v1/invoiceitems', { customer, invoice: draft, amount, currency });
      post(`/v1/invoices/${draft}/finalize`);
      post(`/v1/invoices/${draft}/pay`);
      invoice = draft;
    } else if (how === 'subscription') {
      const product = given.parse(post('/v1/products', { name: 'Gold' })).id;
      const price = (unit_amount: number, recurring: object) =>
        given.parse(post('/v1/prices', { product, currency, unit_amount, recurring })).id;
      const prices = amounts.map((amount, i) => price(amount, { interval: i === 0 ? 'month' : 'year' }));
      const subscription = given.parse(
        post('/v1/subscriptions', {
          customer,
          items: [...prices, price(7, { interval: 'month', usage_type: 'metered', meter })].map((id) => ({
            price: id,
          })),
          ...(platform !== null && { application_fee_percent: platform }),
        }),
      ).id;
      pass(10);
      post('/v1/billing/meter_events', { event_name: 'call', payload: { customer, value: String(used) } });
      if (granted !== null) post(`/v1/customers/${customer}/balance_transactions`, { amount: -granted, currency });
      pass(25);
      account.request('DELETE', `/v1/subscriptions/${subscription}`);
      const bills = listed(bill).parse(account.request('GET', '/v1/invoices', { customer })).data;
      const paid = bills.find(({ amount_paid }) => amount_paid > 0);
      if (!paid) throw new Error('nothing was paid');
      invoice = paid.id;
      total = paid.amount_paid;
    } else {
      const params = { amount: total, currency, customer, confirm: true, payment_method: 'pm_card_visa' };
      const fee = platform === null ? {} : { application_fee_amount: Math.ceil((total * platform) / 100) };
      post('/v1/payment_intents', { ...params, ...fee });
    }
    const charge = paidCharge(account, customer);
    for (const { share, fails } of refunds) {
      pass(1);
      const refund = given.parse(post('/v1/refunds', { charge, amount: Math.max(1, Math.floor(total * share)) })).id;
      if (!fails) continue;
      pass(2);
      account.failRefund(refund);
    }
    const credited = Math.max(1, Math.floor(total / 10));
    if (invoice !== null && credit !== null) {
      const part = { refund: 'refund_amount', balance: 'credit_amount', outside: 'out_of_band_amount' }[credit];
      post('/v1/credit_notes', { invoice, amount: credited, [part]: credited });
    }
    const untouched = refunds.length === 0 && (invoice === null || credit === null);
    if (dispute === null || !untouched) continue;
    pass(3);
    const { id } = account.disputeCharge(charge);
    pass(5);
    account.decideDispute(id, dispute);
  }
  pass(3);
  payOut(account);
  pass(3);
}

/** All that is there goes to the bank, and the first of it comes back: neither is revenue. */
function payOut(account: SandboxAccount): void {
  const { available } = balance.parse(account.request('GET', '/v1/balance'));
  const sent = available
    .filter(({ amount }) => amount > 0)
    .map((params) => given.parse(account.request('POST', '/v1/payouts', params)).id);
  if (sent[0]) account.request('POST', `/v1/payouts/${sent[0]}/cancel`);
}

async function deliver(account: SandboxAccount) {
  const told = account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event)));
  const page = listed(transaction);
  const transactions: z.output<typeof transaction>[] = [];
  for (;;) {
    const last = transactions.at(-1);
    const after = last ? { starting_after: last.id } : {};
    const { data, has_more } = page.parse(account.request('GET', '/v1/balance_transactions', { limit: 100, ...after }));
    transactions.push(...data);
    if (!has_more) break;
  }
  const read = transactions.map(
    (object): FakeEvent => ({
      ...{ id: `pull_${object.id}`, object: 'event', type: 'balance_transaction.pulled', livemode: true },
      ...{ created: object.created, api_version: '2026-10-28.endive' },
      data: { object: { object: 'balance_transaction', ...object } },
    }),
  );
  await harness.deliver(...told, ...read);
  return transactions;
}

test('B6-11 whatever happens to their payments, the ledger and the sandbox’s own balance agree to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 2, maxLength: 6 }), fc.boolean(), async (told, onlyDollars) => {
      const lives = onlyDollars ? told.map((one) => ({ ...one, currency: 'usd' })) : told;
      await harness.reset();
      const account = createSandboxAccount({ startAt: new Date(START) });
      account.setExchangeRate('eur', 1.0827);
      account.setExchangeRate('jpy', 0.0067);
      play(account, lives);
      const transactions = await deliver(account);

      const report = await loadReconciliation(harness.account, RANGE);
      expect(report.unmatched).toEqual([]);
      expect(report.balanced).toBe(transactions.length > 0);

      // Every dispute is decided and there is no tax: what is left in the balance is net revenue, but for what was credited
      // outside it.
      const nets = transactions.filter(({ type }) => !type.startsWith('payout')).reduce((sum, { net }) => sum + net, 0);
      const outside = account
        .events()
        .filter(({ type }) => type === 'credit_note.created')
        .reduce((sum, { data }) => sum + (creditedOutside.parse(data.object).out_of_band_amount ?? 0), 0);
      if (onlyDollars) {
        const { value, unconverted } = await figure(harness.account, 'net-revenue', { ...RANGE, interval: 'year' });
        expect({ value, unconverted }).toEqual({ value: nets - outside, unconverted: [] });
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
