import { expect, test } from 'vitest';
import { stripSensitive, withoutSensitive } from './strip-sensitive';

const OBJECTS: unknown[] = [
  {
    id: 'ch_1',
    source: 'card_1',
    payment_method_details: { card: { last4: '4242' } },
    metadata: { number: '4242424242424242' },
  },
  { id: 'txn_1', source: 'ch_1', number: 'INV-1' },
  { number: '4242 4242 4242 4242', discount: { source: { type: 'coupon', coupon: 'c' } } },
  { discount: { source: { coupon: { id: 'c', number: 4242424242424242 }, type: 'coupon' } } },
  { list: [{ address: { country: 'DE' } }, { tax_ids: ['x'] }, 1, null, 'text'], address: null, ip: '1.2.3.4' },
  { source: { type: 'card', last4: 1 }, metadata: 'none', sources: [] },
  [{ card: {} }],
  { id: 'cus_1', name: 'Ada' },
  null,
];

test('what is an object loses the same as what is text', () => {
  for (const object of OBJECTS) {
    const json = JSON.stringify(object);
    expect(withoutSensitive(object)).toEqual(JSON.parse(stripSensitive(json, object)));
  }
  const clean = OBJECTS.at(-2);
  expect(withoutSensitive(clean)).toBe(clean);
});
