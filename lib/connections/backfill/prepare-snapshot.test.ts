import { expect, test } from 'vitest';
import { kindOfId } from './kinds';
import { extractSnapshot, prepareSnapshot } from './prepare-snapshot';

const READ_AT = new Date('2026-03-01T12:00:00Z');
const AT = READ_AT.getTime() / 1000;

test('an object becomes an event of its own, dated by its reading and without what is personal', () => {
  const customer = {
    id: 'cus_1',
    object: 'customer',
    livemode: true,
    address: { country: 'de', line1: 'Main Street 1' },
  };
  const snapshot = prepareSnapshot(customer, READ_AT, true);
  expect(snapshot).toMatchObject({
    eventId: `pull_cus_1_${AT}`,
    type: 'customer.pulled',
    country: 'DE',
    occurredAt: READ_AT,
  });
  expect(JSON.parse(snapshot.payload)).toEqual({
    ...{ id: `pull_cus_1_${AT}`, object: 'event', type: 'customer.pulled', created: AT, livemode: true },
    data: { object: { ...customer, address: null } },
  });
  expect(extractSnapshot(snapshot)?.body).toMatchObject({ country: 'DE' });
});

test('B14-7 an object belongs to the mode that it says, whatever the key; only then to the key’s', () => {
  expect(prepareSnapshot({ id: 'ch_1', object: 'charge', livemode: false }, READ_AT, true).livemode).toBe(false);
  expect(prepareSnapshot({ id: 'txn_1', object: 'balance_transaction', created: 5 }, READ_AT, false).livemode).toBe(
    false,
  );
});

test('what never changes is one event however often it is read', () => {
  const transaction = { id: 'txn_1', object: 'balance_transaction', created: 1_700_000_000 };
  const [once, again] = [READ_AT, new Date()].map((readAt) => prepareSnapshot(transaction, readAt, true));
  expect(once?.eventId).toBe('pull_txn_1');
  expect({ ...again, readAt: null }).toEqual({ ...once, readAt: null });
});

test('a coupon and a product of one name are told apart', () => {
  const ids = ['coupon', 'product'].map((object) => prepareSnapshot({ id: 'gold', object }, READ_AT, true).eventId);
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ...['cus_', 'sub_', 'in_', 'ch_', 'py_', 'pi_', 're_', 'pyr_', 'dp_', 'du_', 'cn_', 'txn_', 'cs_', 'prod_', 'price_'],
  ...['promo_', 'inpay_', 'ii_'],
])('%s tells the type of an object', (prefix) => {
  expect(kindOfId(`${prefix}1`)).not.toBeNull();
  expect(kindOfId(`x${prefix}1`)).toBeNull();
});
