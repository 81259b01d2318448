import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { foldEvents } from '@/lib/ledger/testing/fold-events';
import { balanceTransaction, creditNote, dispute } from '../testing/given-back-objects';
import {
  charge,
  discount,
  event,
  type FakeObject,
  invoice,
  invoicePayment,
  item,
  line,
  price,
  refund,
  subscription,
} from '../testing/stripe-objects';

const WHEN = '2026-03-10';
const tiers = [{ up_to: null, unit_amount: 100, unit_amount_decimal: '100', flat_amount: 5, flat_amount_decimal: '5' }];
const off = discount('di_1', { percent_off: 10, applies_to: { products: ['prod_a'] } });
const taxed = {
  taxes: [{ amount: 10, tax_behavior: 'exclusive' }],
  discount_amounts: [{ amount: 5, discount: 'di_1' }],
};

const OBJECTS: [string, FakeObject][] = [
  [
    'customer.subscription.created',
    subscription(
      'sub_1',
      'cus_1',
      [
        item(
          'si_1',
          price('price_a', 1000, 'month', {
            transform_quantity: { divide_by: 10, round: 'up' },
            currency_options: { eur: { unit_amount: 900 } },
          }),
          2,
          { discounts: [off] },
        ),
        item('si_2', price('price_t', null, 'month', { billing_scheme: 'tiered', tiers_mode: 'graduated', tiers })),
      ],
      WHEN,
      {
        discounts: [off],
        default_tax_rates: [{ id: 'txr_1', inclusive: true, percentage: 20 }],
        cancellation_details: { reason: null },
        pause_collection: { behavior: 'keep_as_draft' },
      },
    ),
  ],
  [
    'invoice.paid',
    invoice('in_1', 'cus_1', 1005, WHEN, {
      subscription: 'sub_1',
      lines: [line('il_1', 1000, taxed)],
      total_discount_amounts: [{ amount: 5, discount: 'di_1' }],
      payments: { data: [{ payment: { type: 'charge', charge: 'ch_1' } }] },
    }),
  ],
  [
    'charge.succeeded',
    charge('ch_1', 'cus_1', 1005, WHEN, {
      billing_details: { email: 'a@b.com' },
      balance_transaction: { id: 'txn_1', fee: 3, currency: 'usd' },
    }),
  ],
  ['refund.created', refund('re_1', 'ch_1', 100, WHEN)],
  ['invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'ch_1')],
  [
    'payment_intent.succeeded',
    {
      id: 'pi_1',
      object: 'payment_intent',
      customer: 'cus_1',
      status: 'succeeded',
      currency: 'usd',
      amount_received: 1005,
      created: 1,
      latest_charge: 'ch_1',
      receipt_email: null,
    },
  ],
  [
    'checkout.session.completed',
    {
      id: 'cs_1',
      object: 'checkout.session',
      customer: 'cus_1',
      customer_details: { email: 'a@b.com' },
      mode: 'payment',
      status: 'complete',
      payment_status: 'paid',
      currency: 'usd',
      amount_total: 1005,
      total_details: { amount_tax: 0, amount_discount: 0 },
      currency_conversion: { amount_total: 900, fx_rate: '1.1', source_currency: 'eur' },
      created: 1,
      invoice: null,
      payment_intent: 'pi_2',
    },
  ],
  [
    'balance_transaction.created',
    { id: 'txn_1', object: 'balance_transaction', source: 'ch_1', type: 'charge', currency: 'usd', fee: 3, created: 1 },
  ],
  [
    'customer.created',
    {
      id: 'cus_1',
      object: 'customer',
      email: 'a@b.com',
      name: 'A',
      metadata: { user_id: 'u1' },
      created: 1,
      discount: off,
    },
  ],
  [
    'charge.dispute.closed',
    dispute('dp_1', 'ch_1', 500, WHEN, {
      status: 'lost',
      balance_transactions: [balanceTransaction('txn_2', -500, WHEN, { fee: 1500, exchange_rate: '1.1' })],
    }),
  ],
  [
    'credit_note.created',
    creditNote('cn_1', 'in_1', 100, WHEN, {
      out_of_band_amount: 50,
      effective_at: 1,
      refunds: [{ refund: 're_1', amount_refunded: 50 }],
      total_taxes: [{ amount: 10, tax_behavior: 'exclusive' }],
      lines: [
        {
          id: 'cnli_1',
          amount: 100,
          invoice_line_item: 'il_1',
          discount_amount: 0,
          discount_amounts: [{ amount: 5, discount: 'di_1' }],
          taxes: [{ amount: 10, tax_behavior: 'inclusive' }],
        },
      ],
    }),
  ],
  ['customer.discount.created', { ...off, customer: 'cus_1', subscription: null }],
];

type Path = (string | number)[];

/** Every member of a value, however deep. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[...path, key], ...pathsIn(member, [...path, key])]);
}

/** The object with one member set to null or taken out. */
function without<T>(object: T, path: Path, how: 'null' | 'missing'): T {
  const copy = structuredClone(object);
  let holder: unknown = copy;
  for (const key of path.slice(0, -1)) holder = Reflect.get(Object(holder), key);
  const last = path.at(-1) ?? '';
  if (how === 'null') Reflect.set(Object(holder), last, null);
  else Reflect.deleteProperty(Object(holder), last);
  return copy;
}

/** All that a figure cannot be computed without; an index is a member of a list that is null. */
const ESSENTIAL = /^(id|amount|total|currency|fee|interval|divide_by|round|amount_total|source_currency|eur|\d+)$/;

describe('F24 any member may be null or missing', () => {
  const all = OBJECTS.map(([type, object]) => event(type, WHEN, object));

  test('the whole life can be read and folded', () => {
    expect(foldEvents(all).sales.length).toBeGreaterThan(0);
  });

  describe.each(OBJECTS)('F24 %s', (type, object) => {
    const others = all.filter((sent) => sent.type !== type);

    test.each(['null', 'missing'] as const)('each member %s: computed, or refused by a named member', (how) => {
      for (const path of pathsIn(object)) {
        try {
          foldEvents([...others, event(type, WHEN, without(object, path, how))]);
        } catch (error) {
          // Anything but a reading error would be a crash of the projector.
          if (!(error instanceof ZodError)) throw new Error(`${path.join('.')} ${how}: ${String(error)}`);
          expect(String(path.at(-1))).toMatch(ESSENTIAL);
          expect(error.issues[0]?.path.length).toBeGreaterThan(0);
        }
      }
    });
  });
});
