import { expect, test } from 'vitest';
import { referencesOf } from './references';

const named = (object: { id: string; object: string; [member: string]: unknown }) =>
  referencesOf(object)
    .map(({ kind, objectId }) => `${kind} ${objectId}`)
    .sort();

test('an object refers to what its members name, by id or expanded, however deep, each once', () => {
  const invoice = {
    ...{ id: 'in_1', object: 'invoice', customer: 'cus_1', description: 'cus_9', payment_intent: null },
    parent: { subscription_details: { subscription: { id: 'sub_1', object: 'subscription', customer: 'cus_1' } } },
    lines: {
      data: [{ id: 'il_1', invoice: 'in_1', pricing: { price_details: { price: 'price_1', product: 'prod_1' } } }],
    },
    discounts: [{ id: 'di_1', source: { type: 'coupon', coupon: 'HALF' }, promotion_code: 'promo_1' }],
  };
  expect(named(invoice)).toEqual([
    ...['coupon HALF', 'customer cus_1', 'price price_1', 'product prod_1', 'promotion_code promo_1'],
    'subscription sub_1',
  ]);
});

test.each([
  ['ch_1', ['charge ch_1']],
  ['re_1', ['refund re_1']],
  ['dp_1', ['dispute dp_1']],
  ['po_1', []],
])('the source %s of a balance transaction is of the type that its id tells', (source, refers) => {
  expect(named({ id: 'txn_1', object: 'balance_transaction', source })).toEqual(refers);
});

test('the business’s own words refer to nothing', () => {
  const metadata = { customer: 'cus_2', invoice: 'in_2', charge: 'ch_2' };
  expect(named({ id: 'cus_1', object: 'customer', metadata, customer: '' })).toEqual([]);
});
