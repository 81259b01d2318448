import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { loadHealth } from '@/lib/reports/load-health';
import { ledgerDigest } from '../ledger-digest';
import { refoldWorkspace } from '../rebuild';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import {
  charge,
  checkoutSession,
  event,
  type FakeEvent,
  invoice,
  invoicePayment,
  paymentIntent,
} from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const march = (metric: string) => inMonth(harness.account, metric, '2026-03');
const sales = async () =>
  (
    await getPool().query<{ id: string; owner_id: string; net_minor: string }>(
      'select id, owner_id, net_minor::text from sale order by id',
    )
  ).rows;
const session = (extra: Record<string, unknown> = {}) => checkoutSession('cs_1', 'cus_1', 1500, WHEN, extra);
const intent = paymentIntent('pi_1', 'cus_1', 1500, WHEN);
const fiveEvents = (): FakeEvent[] => [
  event('checkout.session.completed', WHEN, session({ mode: 'subscription', invoice: 'in_1', payment_intent: null }), {
    id: 'evt_session',
  }),
  event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 1500, WHEN), { id: 'evt_paid' }),
  event('invoice.payment_succeeded', WHEN, invoice('in_1', 'cus_1', 1500, WHEN), { id: 'evt_succeeded' }),
  event('payment_intent.succeeded', WHEN, intent, { id: 'evt_intent' }),
  event('charge.succeeded', WHEN, charge('ch_1', null, 1500, WHEN, { payment_intent: 'pi_1' }), { id: 'evt_charge' }),
];

describe('B6 one payment is one sale', () => {
  test('B6-9 AM-55 five events, one by one in many orders, some twice: 1 sale and one and the same ledger', async () => {
    const link = event('invoice_payment.paid', WHEN, invoicePayment('inpay_1', 'in_1', null, 'pi_1'), {
      id: 'evt_link',
    });
    const digests = new Set<string>();
    for (let shift = 0; shift < 6; shift += 1) {
      await harness.reset();
      const events = [...fiveEvents(), link];
      const order = [...events.slice(shift), ...events.slice(0, shift)];
      if (shift % 2 === 1) order.reverse();
      for (const sent of [...order, ...order.slice(0, 3)]) await harness.deliver(sent);
      expect(await sales()).toEqual([{ id: 'in_1', owner_id: 'cus_1', net_minor: '1500' }]);
      digests.add((await ledgerDigest(getPool(), harness.account.workspaceId)).all);
    }
    expect(digests.size).toBe(1);
    expect((await march('orders-by-product')).value).toBe(1);
  });

  test('B6-12 RV-23 FK-40 a guest’s payment is stored under the payment, not dropped', async () => {
    await harness.deliver(
      event(
        'checkout.session.completed',
        WHEN,
        session({ customer: null, customer_details: { email: 'guest@example.com' } }),
      ),
      event('charge.succeeded', WHEN, charge('ch_1', null, 1500, WHEN, { payment_intent: 'pi_1' })),
    );
    expect(await sales()).toEqual([{ id: 'cs_1', owner_id: 'guest:pi_1', net_minor: '1500' }]);
    expect((await march('net-revenue')).value).toBe(1500);
    const owners = await getPool().query('select guest, person_id, resolved_by from ledger_owner');
    expect(owners.rows).toEqual([{ guest: true, person_id: 'guest@example.com', resolved_by: 'email' }]);
    const { issues } = await loadHealth(harness.account, 'live');
    expect(issues.find(({ kind }) => kind === 'guest_checkout')?.message).toContain('customer_creation "always"');
  });

  test('B6-12 a guest without any address is a person of its own, counted as a fallback', async () => {
    await harness.deliver(
      event('charge.succeeded', WHEN, charge('ch_1', null, 1500, WHEN, { payment_intent: 'pi_1' })),
    );
    const owners = await getPool().query('select guest, person_id, resolved_by from ledger_owner');
    expect(owners.rows).toEqual([{ guest: true, person_id: 'guest:pi_1', resolved_by: 'fallback' }]);
  });

  test('B6-13 an unpaid session becomes a sale with async_payment_succeeded, and none with async_payment_failed', async () => {
    const unpaid = session({ payment_status: 'unpaid', payment_intent: null });
    await harness.deliver(event('checkout.session.completed', WHEN, unpaid));
    expect(await sales()).toEqual([]);
    await harness.deliver(
      event('checkout.session.async_payment_succeeded', '2026-03-12', { ...unpaid, payment_status: 'paid' }),
      event('checkout.session.completed', WHEN, { ...unpaid, id: 'cs_2' }),
      event('checkout.session.async_payment_failed', '2026-03-12', { ...unpaid, id: 'cs_2' }),
    );
    expect((await sales()).map(({ id }) => id)).toEqual(['cs_1']);
  });

  test('B6-14 a set-up session is no sale', async () => {
    await harness.deliver(
      event(
        'checkout.session.completed',
        WHEN,
        session({ mode: 'setup', amount_total: 0, payment_status: 'no_payment_required', payment_intent: null }),
      ),
    );
    expect(await sales()).toEqual([]);
  });
});

describe('B6 fees and rates', () => {
  const withFee = event(
    'charge.succeeded',
    WHEN,
    charge('ch_1', 'cus_1', 10000, WHEN, {
      balance_transaction: { id: 'txn_1', object: 'balance_transaction', fee: 320, currency: 'usd' },
    }),
  );

  test('B6-10 a charge of 10000 with a fee of 320 is 9680 net of fees, 10000 with fees left in', async () => {
    await harness.deliver(withFee);
    expect((await march('fees')).value).toBe(320);
    expect((await march('net-revenue')).value).toBe(9680);
    expect((await inMonth({ ...harness.account, feeHandling: 'gross' }, 'net-revenue', '2026-03')).value).toBe(10000);
  });

  test('B6-3 RV-31 cad 2055 at 1.37 CAD per USD is 1500; before the rate is stored it is unconverted', async () => {
    await harness.deliver(event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 2055, WHEN, { currency: 'cad' })));
    expect(await march('gross-revenue')).toMatchObject({
      value: 0,
      unconverted: [{ currency: 'cad', amountMinor: 2055, count: 1 }],
    });
    await storeRate(harness.account, 'usd', 'cad', '2026-03-10', '1.37');
    await refoldWorkspace(harness.account.workspaceId);
    expect(await march('gross-revenue')).toMatchObject({ value: 1500, unconverted: [] });
  });

  test('B0-4 B0-5 yen and dinars are converted from their own minor units', async () => {
    await storeRate(harness.account, 'jpy', 'usd', '2026-03-10', '0.0067');
    await storeRate(harness.account, 'kwd', 'usd', '2026-03-10', '3.25');
    await harness.deliver(
      event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 1000, WHEN, { currency: 'jpy' })),
      event('invoice.paid', WHEN, invoice('in_2', 'cus_1', 1500, WHEN, { currency: 'kwd' })),
    );
    expect(await inMonth(harness.account, 'gross-revenue', '2026-03', { breakdown: 'currency' })).toMatchObject({
      value: 1158,
      by: { jpy: 670, kwd: 488 },
    });
  });

  test('B6 gross − discounts − tax − refunds − fees = net, to the cent', async () => {
    const of = {
      total_excluding_tax: 9000,
      total_discount_amounts: [{ amount: 1000, discount: 'di_1' }],
      charge: 'ch_1',
    };
    const fee = { balance_transaction: { id: 'txn_1', object: 'balance_transaction', fee: 343, currency: 'usd' } };
    await harness.deliver(
      event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 10800, WHEN, of)),
      event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 10800, WHEN, fee)),
      event('refund.created', WHEN, {
        id: 're_1',
        object: 'refund',
        charge: 'ch_1',
        amount: 1080,
        currency: 'usd',
        status: 'succeeded',
        created: Date.parse(WHEN) / 1000,
      }),
    );
    const values = await Promise.all(
      ['gross-revenue', 'discounts', 'tax', 'refunds', 'fees', 'net-revenue'].map(
        async (metric) => (await march(metric)).value,
      ),
    );
    expect(values).toEqual([11800, 1000, 1800, 900, 343, 7757]);
  });
});
