import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeObject, invoice } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const customer = (id: string, extra: Record<string, unknown> = {}): FakeObject => ({
  id,
  object: 'customer',
  email: null,
  metadata: {},
  ...extra,
});
const known = (id: string, extra: Record<string, unknown> = {}) => event('customer.created', WHEN, customer(id, extra));
const sold = (id: string, of: string, amount = 1000, extra: Record<string, unknown> = {}) =>
  event('invoice.paid', WHEN, invoice(id, of, amount, WHEN, extra));
const people = async () => {
  const rows = await getPool().query<{ id: string; person_id: string; resolved_by: string }>(
    'select id, person_id, resolved_by from ledger_owner order by id',
  );
  return Object.fromEntries(rows.rows.map(({ id, person_id, resolved_by }) => [id, `${person_id} by ${resolved_by}`]));
};

test('B15-1 amplitude_id comes before user_id', async () => {
  await harness.deliver(known('cus_1', { metadata: { user_id: 'u1', amplitude_id: 'a1' } }));
  expect(await people()).toEqual({ cus_1: 'a1 by metadata:amplitude_id' });
});

test('B15-2 without metadata the invoice’s e-mail names the person before the receipt’s', async () => {
  await harness.deliver(
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1000, WHEN, { receipt_email: 'r@y.com' })),
    sold('in_1', 'cus_1', 1000, { customer_email: 'X@Y.com' }),
  );
  expect(await people()).toEqual({ cus_1: 'x@y.com by email' });
});

test('B15-3 the stored customer’s e-mail is used where the payload has only an id', async () => {
  await harness.deliver(
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1000, WHEN, { receipt_email: 'r@y.com' })),
    known('cus_1', { email: 'c@y.com' }),
  );
  expect(await people()).toEqual({ cus_1: 'c@y.com by email' });
});

test('B15-4 a bare customer id is a provisional person, a fallback and no match', async () => {
  await harness.deliver(sold('in_1', 'cus_1'));
  expect(await people()).toEqual({ cus_1: 'cus_1 by fallback' });
});

test('B15-6 metadata that comes three days later moves all earlier sales to the user', async () => {
  await harness.deliver(
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1000, WHEN, { receipt_email: 'c@y.com' })),
    sold('in_2', 'cus_1', 500),
  );
  expect(await people()).toEqual({ cus_1: 'c@y.com by email' });
  await harness.deliver(sold('in_3', 'cus_other'), known('cus_other', { metadata: { user_id: 'u1' } }));
  expect((await inMonth(harness.account, 'buyers-by-product', '2026-03')).value).toBe(2);
  await harness.deliver(event('customer.updated', '2026-03-13', customer('cus_1', { metadata: { user_id: 'u1' } })));
  expect(await people()).toMatchObject({ cus_1: 'u1 by metadata:user_id' });
  expect((await inMonth(harness.account, 'buyers-by-product', '2026-03')).value).toBe(1);
  const bought = await getPool().query("select distinct person_id from buyer_day where product_id = ''");
  expect(bought.rows).toEqual([{ person_id: 'u1' }]);
});

test('B15-7 one e-mail with two user ids stays two people', async () => {
  await harness.deliver(
    known('cus_1', { email: 'c@y.com', metadata: { user_id: 'u1' } }),
    known('cus_2', { email: 'c@y.com', metadata: { user_id: 'u2' } }),
  );
  expect(await people()).toEqual({ cus_1: 'u1 by metadata:user_id', cus_2: 'u2 by metadata:user_id' });
});

test('B15-11 the match rate of 8 customers is 7/8, of their revenue 70000/100000', async () => {
  const metadata = [1, 2, 3, 4, 5].map((n) => known(`cus_${n}`, { metadata: { user_id: `u${n}` } }));
  const emails = [6, 7].map((n) => known(`cus_${n}`, { email: `c${n}@y.com` }));
  const paid = [...[1, 2, 3, 4, 5, 6, 7].map((n) => sold(`in_${n}`, `cus_${n}`, 10000)), sold('in_8', 'cus_8', 30000)];
  await harness.deliver(...metadata, ...emails, ...paid);
  const rates = await getPool().query(
    `select count(*)::int as customers, count(*) filter (where resolved_by <> 'fallback')::int as matched,
       sum(net)::int as revenue, sum(net) filter (where resolved_by <> 'fallback')::int as "matchedRevenue"
     from ledger_owner o, lateral (select coalesce(sum(net_minor), 0) as net from sale s where s.owner_id = o.id) paid`,
  );
  expect(rates.rows).toEqual([{ customers: 8, matched: 7, revenue: 100_000, matchedRevenue: 70_000 }]);
});
