import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '../ledger-digest';
import { balanceTransaction, creditNote, dispute } from '../testing/given-back-objects';
import { type Harness, startHarness } from '../testing/harness';
import { at, charge, event, type FakeEvent, type FakeObject, invoice, line, refund } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const SOLD = at('2026-03-01T09:00');
const REFUNDED = at('2026-03-05T09:00');
const LOST = at('2026-03-20T09:00');
const DISCOUNTS = { discount_amounts: [{ amount: 1000, discount: 'di_1' }] };
const TOTALS = { total_discount_amounts: [{ amount: 1000, discount: 'di_1' }], amount_paid: 10800 };
const MOVED = balanceTransaction('txn_d', -8640, '2026-03-10', {
  fee: 1500,
  source: 'dp_1',
  reporting_category: 'dispute',
});

/** A 6000 and B 4000, 1000 off A, 20 % tax; 2160 refunded of B by credit note; the rest lost in a dispute. */
const now = (): FakeEvent[] => {
  const tax = (amount: number) => ({ taxes: [{ amount, tax_behavior: 'exclusive' }] });
  const lines = [
    line('il_1', 6000, { product: 'prod_a', price: 'price_a', ...DISCOUNTS, ...tax(1000) }),
    line('il_2', 4000, { product: 'prod_b', price: 'price_b', ...tax(800) }),
  ];
  const credited = {
    amount: 1800,
    invoice_line_item: 'il_2',
    discount_amounts: [],
    taxes: [{ amount: 360, tax_behavior: 'exclusive' }],
  };
  return [
    event('invoice.paid', SOLD, invoice('in_1', 'cus_1', 10800, SOLD, { ...TOTALS, total_excluding_tax: 9000, lines })),
    event('invoice_payment.paid', SOLD, {
      ...{ id: 'inpay_1', object: 'invoice_payment', invoice: 'in_1', status: 'paid' },
      payment: { type: 'payment_intent', payment_intent: 'pi_1' },
    }),
    event('charge.succeeded', SOLD, charge('ch_1', 'cus_1', 10800, SOLD, { payment_intent: 'pi_1' })),
    event('refund.created', REFUNDED, refund('re_1', 'ch_1', 2160, REFUNDED, { payment_intent: 'pi_1' })),
    event(
      'credit_note.created',
      REFUNDED,
      creditNote('cn_1', 'in_1', 2160, REFUNDED, {
        ...{ total_excluding_tax: 1800, lines: [credited] },
        refunds: [{ refund: 're_1', amount_refunded: 2160 }],
      }),
    ),
    event(
      'charge.dispute.closed',
      LOST,
      dispute('dp_1', 'ch_1', 8640, '2026-03-10', { status: 'lost', balance_transactions: [MOVED] }),
    ),
  ];
};

/** The same told by versions of years ago: direct links, embedded objects, other names for tax, price and status. */
const then = (): FakeEvent[] => {
  const tax = (amount: number) => ({ tax_amounts: [{ amount, inclusive: false, tax_rate: 'txr_1' }] });
  const old = { taxes: undefined, pricing: undefined, parent: undefined, proration: false, subscription: null };
  const plan = (id: string) => ({ id: `price_${id}`, object: 'plan', product: `prod_${id}` });
  const lines = [
    line('il_1', 6000, { ...old, ...DISCOUNTS, ...tax(1000), plan: plan('a') }),
    line('il_2', 4000, { ...old, ...tax(800), plan: plan('b') }),
  ];
  const given = refund('re_1', 'ch_1', 2160, REFUNDED, { status: undefined, payment_intent: 'pi_1' });
  const expanded: FakeObject = { id: 'cus_1', object: 'customer' };
  const paid = charge('ch_1', null, 10800, SOLD, {
    ...{ customer: expanded, invoice: 'in_1', payment_intent: 'pi_1', amount_captured: undefined, status: undefined },
    refunds: { object: 'list', data: [], has_more: false },
  });
  const credited = { amount: 1800, invoice_line_item: 'il_2', discount_amount: 0, ...tax(360) };
  return [
    event(
      'invoice.payment_succeeded',
      SOLD,
      invoice('in_1', 'cus_1', 10800, SOLD, {
        ...TOTALS,
        ...{ customer: expanded, status: undefined, paid: true, closed: true, date: SOLD, created: undefined, lines },
        ...{
          total_excluding_tax: undefined,
          total_taxes: undefined,
          tax: 1800,
          charge: 'ch_1',
          payment_intent: 'pi_1',
        },
      }),
    ),
    event('charge.succeeded', SOLD, paid),
    event('charge.refunded', REFUNDED, { ...paid, amount_refunded: 2160, refunds: [given] }),
    event(
      'credit_note.created',
      REFUNDED,
      creditNote('cn_1', 'in_1', 2160, REFUNDED, {
        ...{ refunds: undefined, refund: 're_1', total_excluding_tax: undefined, lines: [credited] },
        tax_amounts: [{ amount: 360, inclusive: false }],
      }),
    ),
    event('charge.dispute.closed', LOST, {
      ...dispute('dp_1', null, 8640, '2026-03-10', { status: 'lost', balance_transactions: undefined }),
      ...{ charge: paid, balance_transaction: { ...MOVED, reporting_category: undefined } },
    }),
  ];
};

describe('B14 the field-move table, for money', () => {
  test('B14 charge, invoice, refund, credit note and dispute in old shapes give the same ledger', async () => {
    const digests: string[] = [];
    for (const story of [now(), then(), then().toReversed()]) {
      await harness.reset();
      for (const sent of story) await harness.deliver(sent);
      // Not the links between objects: an invoice payment is an object of its own only now.
      const { ledger_entry, sale, daily_rollup } = (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
      digests.push(`${ledger_entry} ${sale} ${daily_rollup}`);
      expect((await inMonth(harness.account, 'revenue-by-product', '2026-03')).by).toEqual({
        prod_a: 0,
        prod_b: 0,
        stripe_fees: -1500,
      });
    }
    expect(new Set(digests).size).toBe(1);
  });

  test('B14 a dispute that lists its transactions by id only is completed by the balance', async () => {
    const [, , , , , closed] = now();
    if (!closed) throw new Error('story');
    const byId = { ...closed.data.object, balance_transactions: ['txn_d'], balance_transaction: 'txn_d' };
    await harness.deliver(event('charge.dispute.closed', LOST, byId), event('balance_transaction.pulled', LOST, MOVED));
    expect((await inMonth(harness.account, 'dispute-funds', '2026-03')).value).toBe(8640);
    expect((await inMonth(harness.account, 'fees', '2026-03')).value).toBe(1500);
  });

  test('B14 a dispute that ended by refunding the charge is a refund and no loss', async () => {
    await harness.deliver(
      event('charge.dispute.closed', LOST, dispute('dp_1', 'ch_1', 500, '2026-03-10', { status: 'charge_refunded' })),
    );
    expect(await inMonth(harness.account, 'disputes', '2026-03')).toMatchObject({ value: 1, parts: { refunded: 1 } });
    expect((await inMonth(harness.account, 'lost-disputes', '2026-03')).value).toBe(0);
  });
});

const RECORDED = join(
  process.env.HEADWATER_FIXTURES ?? join(import.meta.dirname, '../../../../shared/fixtures'),
  'dj-stripe/objects',
);
const recorded = (name: string): FakeObject =>
  z.looseObject({ id: z.string(), object: z.string() }).parse(JSON.parse(readFileSync(join(RECORDED, name), 'utf8')));

test.skipIf(!existsSync(RECORDED))(
  'B14 a recorded dispute of 2021: withdrawn with its fee, and reinstated with it',
  async () => {
    const told = (name: string, type: string, when: number) => event(type, when, recorded(name), { livemode: false });
    const test = { mode: 'test' } as const;
    await harness.deliver(told('dispute_dp_fakefakefakefake01.json', 'charge.dispute.funds_withdrawn', 1625755541));
    const july = (metric: string) => inMonth(harness.account, metric, '2021-07', test);
    expect((await july('disputed-amount')).value).toBe(1000);
    expect((await july('dispute-funds')).value).toBe(1000);
    expect((await july('fees')).value).toBe(1500);
    await harness.deliver(told('dispute_dp_funds_reinstated_full.json', 'charge.dispute.funds_reinstated', 1625755609));
    expect((await july('dispute-funds')).parts).toEqual({ withdrawn: 1000, reinstated: -1000 });
    expect((await july('fees')).value).toBe(0);
    expect((await july('disputes')).parts).toMatchObject({ open: 1 });
  },
);
