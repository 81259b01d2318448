import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { EVENT_TYPES } from '../event-types';
import { Random } from '../faults/testing/random';
import { ledgerDigest } from '../ledger-digest';
import { creditNote, dispute } from '../testing/given-back-objects';
import { type Harness, startHarness } from '../testing/harness';
import {
  at,
  charge,
  checkoutSession,
  discount,
  event,
  type FakeObject,
  invoice,
  invoicePayment,
  paymentIntent,
  price,
  refund,
} from '../testing/stripe-objects';
import { inMonth } from './testing/figures';
import { subscriptionOf } from './testing/lives';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

interface Outcome {
  state: 'projected' | 'ignored';
  sold: number;
  refunded: number;
  mrr: number;
}

async function outcome(): Promise<Outcome | undefined> {
  const found = await getPool().query<Outcome>(`
    select (select string_agg(distinct state, ',') from stripe_event) as state,
      (select coalesce(sum(net_minor), 0)::int from sale) as sold,
      (select coalesce(sum(refunded_minor), 0)::int from sale) as refunded,
      (select coalesce(sum(amount_minor), 0)::int from mrr_span where to_day is null) as mrr`);
  return found.rows[0];
}

const read: Outcome = { state: 'projected', sold: 0, refunded: 0, mrr: 0 };
const paid: Outcome = { ...read, sold: 5000 };
const kept: Outcome = { ...read, state: 'ignored' };

const charged = (extra: Record<string, unknown> = {}) => charge('ch_1', 'cus_1', 5000, WHEN, extra);
const open = { amount_paid: 0, amount_remaining: 5000, status_transitions: { finalized_at: at(WHEN), paid_at: null } };
const billed = (extra: Record<string, unknown> = {}) => invoice('in_1', 'cus_1', 5000, WHEN, extra);
const intent = (status: string, received: number) =>
  paymentIntent('pi_1', 'cus_1', received, WHEN, { status, amount: 5000, latest_charge: null });
const session = (status: string) =>
  checkoutSession('cs_1', 'cus_1', 5500, WHEN, { payment_status: status, total_details: { amount_tax: 500 } });
const customer = (extra: Record<string, unknown> = {}): FakeObject => ({
  ...{ id: 'cus_1', object: 'customer', email: 'ada@example.com', metadata: { user_id: 'u_1' }, ...extra },
});
const other = (object: string): FakeObject => ({ id: 'x_1', object, amount: 5000, currency: 'usd' });
const plan = { customer: 'cus_1', amount: 900, since: WHEN };

const named: [ids: string, type: string, object: FakeObject, becomes: Outcome][] = [
  ['AM-28', 'charge.succeeded', charged(), paid],
  ['AM-29 FK-24', 'charge.refunded', charged({ amount_refunded: 2000 }), { ...paid, refunded: 2000 }],
  ['AM-30', 'charge.captured', charged({ amount_captured: 4000, amount_refunded: 1000 }), { ...read, sold: 4000 }],
  ['AM-31', 'charge.updated', charged({ description: 'Captured later', metadata: { user_id: 'u_1' } }), paid],
  ['AM-32', 'charge.failed', charged({ status: 'failed', paid: false, captured: false }), read],
  ['AM-33 FK-22', 'invoice.payment_succeeded', billed(), paid],
  ['AM-34 RV-10 RV-01', 'invoice.paid', billed({ subscription: 'sub_cus_1' }), paid],
  ['AM-34 out of band', 'invoice.paid', billed({ ...open, paid_out_of_band: true, amount_paid: 5000 }), paid],
  ['AM-35', 'invoice.finalized', billed({ ...open, status: 'open' }), read],
  ['AM-36', 'invoice.marked_uncollectible', billed({ ...open, status: 'uncollectible' }), read],
  ['AM-37 FK-23', 'invoice.payment_failed', billed({ ...open, status: 'open', attempt_count: 1 }), read],
  ['AM-38', 'invoice.voided', billed({ ...open, status: 'void' }), read],
  ['AM-39', 'invoice.sent', billed({ ...open, status: 'open' }), read],
  ['AM-40', 'invoice.created', billed({ ...open, status: 'draft' }), read],
  ['AM-41 AM-11', 'payment_intent.succeeded', intent('succeeded', 5000), paid],
  ['AM-42', 'payment_intent.canceled', intent('canceled', 0), read],
  ['AM-43', 'payment_intent.payment_failed', intent('requires_payment_method', 0), read],
  ['AM-44', 'payment_intent.amount_capturable_updated', intent('requires_capture', 0), read],
  ['AM-45 RV-09 RV-33 RV-02', 'checkout.session.completed', session('paid'), paid],
  ['AM-46', 'checkout.session.async_payment_succeeded', session('paid'), paid],
  ['AM-47', 'checkout.session.async_payment_failed', session('unpaid'), read],
  ['AM-48', 'application_fee.created', other('application_fee'), kept],
  ['AM-49', 'application_fee.refunded', other('application_fee'), kept],
  ['AM-50', 'application_fee.refund.updated', other('fee_refund'), kept],
  ['AM-51', 'balance.available', { ...other('balance'), id: 'balance' }, kept],
  ['AM-52', 'issuing_authorization.created', other('issuing.authorization'), kept],
  ['AM-53', 'issuing_transaction.created', other('issuing.transaction'), kept],
  ['FK-19', 'customer.subscription.created', subscriptionOf(plan), { ...read, mrr: 900 }],
  ['FK-20', 'customer.subscription.updated', subscriptionOf({ ...plan, amount: 700 }), { ...read, mrr: 700 }],
  [
    'FK-21',
    'customer.subscription.deleted',
    subscriptionOf({ ...plan, extra: { status: 'canceled', ended_at: at(WHEN) + 5 * 86_400 } }),
    read,
  ],
  ['RV-07', 'customer.created', customer(), read],
  ['RV-08', 'customer.updated', customer({ name: 'Ada' }), read],
];

describe('the event types that are named', () => {
  test.each(named)('%s %s', async (_ids, type, object, becomes) => {
    await harness.deliver(event(type, WHEN, object));
    expect(await outcome()).toEqual(becomes);
  });

  test.each(['authorization', 'transaction'])('AM-54 AM-5%# issusing_%s.created is the real one', async (kind) => {
    await harness.deliver(event(`issusing_${kind}.created`, WHEN, other(`issuing.${kind}`)));
    expect(await outcome()).toEqual(kept);
    const stored = await getPool().query('select type from stripe_event');
    expect(stored.rows).toEqual([{ type: `issuing_${kind}.created` }]);
  });

  test('FK-02 a payment that fails is no sale, and one when it succeeds after all', async () => {
    const failed = { ...open, status: 'open', attempt_count: 1 };
    await harness.deliver(event('invoice.payment_failed', WHEN, billed(failed)));
    expect(await outcome()).toEqual(read);
    await harness.deliver(event('invoice.payment_succeeded', '2026-03-12', billed({ attempt_count: 2 })));
    expect(await outcome()).toEqual(paid);
  });

  test('there are 31 of them, and each is in the list to select in Stripe', () => {
    const types = new Set(named.map(([, type]) => type));
    expect(types.size).toBe(26 + 5);
    expect([...types].filter((type) => !EVENT_TYPES.includes(type))).toEqual([]);
  });
});

/** Of BY-78, by the object they are about. */
const further: Record<string, string[]> = {
  customer: ['customer.deleted'],
  subscription: ['paused', 'resumed', 'trial_will_end', 'pending_update_applied', 'pending_update_expired'].map(
    (what) => `customer.subscription.${what}`,
  ),
  discount: ['customer.discount.created', 'customer.discount.updated', 'customer.discount.deleted'],
  invoice: ['updated', 'overdue', 'overpaid', 'deleted', 'finalization_failed', 'payment_action_required'].map(
    (what) => `invoice.${what}`,
  ),
  invoice_payment: ['invoice_payment.paid'],
  refund: ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'],
  charge: ['charge.pending', 'charge.expired'],
  dispute: ['created', 'updated', 'closed', 'funds_withdrawn', 'funds_reinstated'].map(
    (what) => `charge.dispute.${what}`,
  ),
  credit_note: ['credit_note.created', 'credit_note.updated', 'credit_note.voided'],
  coupon: ['coupon.created', 'coupon.updated', 'coupon.deleted'],
  promotion_code: ['promotion_code.created', 'promotion_code.updated'],
  product: ['product.created', 'product.updated', 'product.deleted'],
  price: ['price.created', 'price.updated', 'price.deleted'],
  plan: ['plan.created', 'plan.updated', 'plan.deleted'],
  payout: ['payout.paid', 'payout.failed', 'payout.reconciliation_completed'],
};
const keptOnly = [
  ...['account.application.deauthorized', 'a_type.nobody_knows'],
  ...['created', 'updated', 'released', 'canceled', 'completed', 'aborted', 'expiring'].map(
    (what) => `subscription_schedule.${what}`,
  ),
];
const objects: Record<string, FakeObject> = {
  customer: customer({ deleted: true }),
  subscription: subscriptionOf(plan),
  discount: { ...discount('di_1', { id: 'half', percent_off: 50 }), customer: 'cus_1' },
  invoice: billed({ ...open, status: 'open' }),
  invoice_payment: invoicePayment('inpay_1', 'in_1', 'ch_1'),
  refund: refund('re_1', 'ch_1', 100, WHEN),
  charge: charged({ status: 'pending', paid: false, captured: false }),
  dispute: dispute('dp_1', 'ch_1', 100, WHEN),
  credit_note: creditNote('cn_1', 'in_1', 100, WHEN),
  coupon: { id: 'half', object: 'coupon', duration: 'forever', percent_off: 50 },
  promotion_code: { id: 'promo_1', object: 'promotion_code', code: 'SPRING', promotion: { coupon: 'half' } },
  product: { id: 'prod_a', object: 'product', name: 'Plan', active: true },
  price: price('price_a', 900),
  plan: { ...price('price_a', 900), object: 'plan', amount: 900, interval: 'month', interval_count: 1 },
  payout: { ...other('payout'), status: 'paid', automatic: true, created: at(WHEN), arrival_date: at(WHEN) },
};

describe('BY-78 further types that right numbers need, and every other type', () => {
  test.each(Object.entries(further))('events of a %s are read', async (kind, types) => {
    const object = objects[kind];
    if (!object) throw new Error(kind);
    await harness.deliver(...types.map((type) => event(type, WHEN, object)));
    expect((await outcome())?.state).toBe('projected');
    expect(types.filter((type) => !EVENT_TYPES.includes(type))).toEqual([]);
  });

  test.each(keptOnly)('%s is acknowledged and kept', async (type) => {
    await harness.deliver(event(type, WHEN, other(type.split('.')[0] ?? '')));
    expect(await outcome()).toEqual(kept);
  });
});

test('FK-42 B14-1 B14-2 events of every type end in the same ledger in whatever order they come', async () => {
  const types = Object.entries(further).flatMap(([kind, list]) => list.map((type) => [type, objects[kind]] as const));
  const all = [...named.map(([, type, object]) => [type, object] as const), ...types].flatMap(([type, object], hour) =>
    object ? [event(type, at(WHEN) + hour * 3600, object)] : [],
  );
  const ledgers = new Set<string>();
  for (let seed = 0; seed < 8; seed += 1) {
    await harness.reset();
    const order = seed === 0 ? all : new Random(seed).shuffle(all);
    for (let start = 0; start < order.length; start += 20) await harness.deliver(...order.slice(start, start + 20));
    ledgers.add((await ledgerDigest(getPool(), harness.account.workspaceId)).all);
  }
  expect(ledgers.size).toBe(1);
});

test('BY-29 a customer who is deleted stays in the figures of the past', async () => {
  const ended = { status: 'canceled', ended_at: at('2026-03-20') };
  await harness.deliver(
    event('customer.subscription.created', '2026-01-05', subscriptionOf({ ...plan, since: '2026-01-05' })),
    event('invoice.paid', '2026-01-05', billed()),
    event(
      'customer.subscription.deleted',
      '2026-03-20',
      subscriptionOf({ ...plan, since: '2026-01-05', extra: ended }),
    ),
    event('customer.deleted', '2026-03-20', customer({ deleted: true })),
  );
  const mrr = async (month: string) => (await inMonth(harness.account, 'mrr', month)).value;
  expect([await mrr('2026-02'), await mrr('2026-03')]).toEqual([900, 0]);
  expect((await inMonth(harness.account, 'gross-revenue', '2026-03')).value).toBe(5000);
});
