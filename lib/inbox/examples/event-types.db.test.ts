import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { EVENT_TYPES } from '../event-types';
import { type Harness, startHarness } from '../testing/harness';
import { at, charge, event, type FakeObject, invoice } from '../testing/stripe-objects';
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
const intent = (status: string, received: number): FakeObject => ({
  ...{ id: 'pi_1', object: 'payment_intent', customer: 'cus_1', currency: 'usd', created: at(WHEN) },
  ...{ status, amount: 5000, amount_received: received, latest_charge: null },
});
const session = (status: string): FakeObject => ({
  ...{ id: 'cs_1', object: 'checkout.session', customer: 'cus_1', mode: 'payment', status: 'complete' },
  ...{ payment_status: status, currency: 'usd', amount_total: 5500, total_details: { amount_tax: 500 } },
  ...{ created: at(WHEN), invoice: null, payment_intent: 'pi_1' },
});
const customer = (extra: Record<string, unknown> = {}): FakeObject => ({
  ...{ id: 'cus_1', object: 'customer', email: 'ada@example.com', metadata: { user_id: 'u_1' }, ...extra },
});
const other = (object: string): FakeObject => ({ id: 'x_1', object, amount: 5000, currency: 'usd' });
const plan = { customer: 'cus_1', amount: 900, since: WHEN };

const named: [ids: string, type: string, object: FakeObject, becomes: Outcome][] = [
  ['AM-28', 'charge.succeeded', charged(), paid],
  ['AM-29 FK-24', 'charge.refunded', charged({ amount_refunded: 2000 }), { ...paid, refunded: 2000 }],
  ['AM-30', 'charge.captured', charged({ amount_captured: 4000 }), { ...read, sold: 4000 }],
  ['AM-31', 'charge.updated', charged({ description: 'Captured later', metadata: { user_id: 'u_1' } }), paid],
  ['AM-32', 'charge.failed', charged({ status: 'failed', paid: false, captured: false }), read],
  ['AM-33 FK-22', 'invoice.payment_succeeded', billed(), paid],
  ['AM-34 RV-10', 'invoice.paid', billed({ subscription: 'sub_cus_1' }), paid],
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
  ['AM-45 RV-09 RV-33', 'checkout.session.completed', session('paid'), paid],
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

  test('there are 31 of them, and each is in the list to select in Stripe', () => {
    const types = new Set(named.map(([, type]) => type));
    expect(types.size).toBe(26 + 5);
    expect([...types].filter((type) => !EVENT_TYPES.includes(type))).toEqual([]);
  });
});
