import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { at, charge, event, type FakeEvent, type FakeObject, invoice } from '../testing/stripe-objects';
import { privateMembers } from './testing/private-members';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

const START = '2026-01-05';
const NUMBER = '4242424242424242';
const ADDRESS = {
  city: 'Lyon',
  country: 'fr',
  line1: '12 rue Secrète',
  line2: 'porte 7',
  postal_code: '69001',
  state: null,
};
const CARD = {
  id: 'card_1',
  object: 'card',
  brand: 'visa',
  last4: '4242',
  exp_month: 12,
  exp_year: 2031,
  fingerprint: 'FPsecret',
  number: NUMBER,
  cvc: '987',
};
const FLAT = {
  address_line1: '12 rue Secrète',
  address_line2: 'porte 7',
  address_city: 'Lyon',
  address_zip: '69001',
  address_country: 'FR',
};
const METADATA = {
  user_id: 'user_7',
  card: 'gold',
  address: 'the one on file',
  last4: 'of the club card',
  postal_code: 'kept',
};
const customer = { id: 'cus_1', object: 'customer', email: 'a@example.com', created: at(START), metadata: METADATA };

const EVENTS: FakeEvent[] = [
  event(
    'customer.updated',
    START,
    {
      ...customer,
      address: ADDRESS,
      shipping: { name: 'Ada', address: ADDRESS },
      sources: { object: 'list', data: [{ ...CARD, ...FLAT }] },
      default_source: 'card_1',
    },
    { previous: { address: { ...ADDRESS, line1: '9 rue Secrète' }, default_source: 'card_0' } },
  ),
  event(
    'charge.succeeded',
    START,
    charge('ch_1', 'cus_1', 900, START, {
      billing_details: { address: ADDRESS, email: 'a@example.com', name: 'Ada' },
      payment_method_details: { type: 'card', card: CARD },
      source: { ...CARD, ...FLAT },
      metadata: METADATA,
    }),
  ),
  event(
    'invoice.paid',
    START,
    invoice('in_1', 'cus_1', 900, START, {
      customer_address: ADDRESS,
      customer_shipping: { address: ADDRESS },
      number: 'ABCD-0001',
    }),
  ),
  event('checkout.session.completed', START, {
    id: 'cs_1',
    object: 'checkout.session',
    customer: 'cus_1',
    customer_details: { email: 'a@example.com', address: ADDRESS },
    collected_information: { shipping_details: { address: ADDRESS } },
    amount_total: 900,
    currency: 'usd',
  }),
  event('payment_method.attached', START, {
    id: 'pm_1',
    object: 'payment_method',
    type: 'card',
    card: CARD,
    billing_details: { address: ADDRESS },
  }),
  event('payment_method.attached', START, {
    id: 'pm_2',
    object: 'payment_method',
    type: 'sepa_debit',
    sepa_debit: { last4: '3000', bank_code: '37040044', fingerprint: 'FP' },
  }),
  event('customer.source.created', START, { ...CARD, ...FLAT, customer: 'cus_1' }),
  event('customer.bank_account.created', START, {
    id: 'ba_1',
    object: 'bank_account',
    last4: '6789',
    routing_number: '110000000',
    fingerprint: 'FP',
  }),
  event('issuing_card.created', START, {
    ...CARD,
    id: 'ic_1',
    object: 'issuing.card',
    cardholder: { billing: { address: ADDRESS } },
  }),
];
const SECRETS = [
  NUMBER,
  'Secrète',
  'porte 7',
  '69001',
  'FPsecret',
  '"4242"',
  '3000',
  '6789',
  '110000000',
  '37040044',
  'Lyon',
];

const payloads = async () =>
  (await getPool().query<{ payload: string }>('select payload from stripe_event order by seq')).rows.map(
    ({ payload }) => payload,
  );

test('FK-07 no card number, last four, line or postal code is anywhere in what is stored', async () => {
  expect(EVENTS.flatMap((sent) => privateMembers(sent)).length).toBeGreaterThan(50); // there is something to remove
  await harness.deliver(...EVENTS);
  for (const [index, payload] of (await payloads()).entries()) {
    expect(privateMembers(JSON.parse(payload)), EVENTS[index]?.type).toEqual([]);
    for (const secret of SECRETS) expect(payload, EVENTS[index]?.type).not.toContain(secret);
  }
  const derived = await getPool().query<{ body: string }>(
    "select body::text || coalesce(previous::text, '') as body from object_version",
  );
  for (const secret of SECRETS) expect(derived.rows.map(({ body }) => body).join(), secret).not.toContain(secret);
});

test('FK-07 metadata is the business’s own and stays, as do names, numbers of invoices and the country', async () => {
  await harness.deliver(...EVENTS);
  const stored = (await payloads()).map((payload) => JSON.parse(payload).data.object as FakeObject);
  expect(stored[0]?.metadata).toEqual(METADATA);
  expect(stored[1]?.metadata).toEqual(METADATA);
  expect(stored[2]?.number).toBe('ABCD-0001');
  expect(stored[1]?.billing_details).toMatchObject({ name: 'Ada', address: null });
  const owners = await getPool().query('select country, person_id from ledger_owner');
  expect(owners.rows).toEqual([{ country: 'FR', person_id: 'user_7' }]);
});

test('FK-07 a member’s name spelt with escapes hides nothing', async () => {
  const spelt = String.raw`{"id":"pm_1","object":"payment_method","c\u0061rd":{"l\u0061st4":"4242"},"note":"\u0041"}`;
  const body = `{"id":"evt_1","object":"event","type":"payment_method.attached","created":${at(START)},"data":{"object":${spelt}}}`;
  expect((await postBody(harness.connectionId, Buffer.from(body))).status).toBe(200);
  const [payload] = await payloads();
  expect(JSON.parse(payload ?? '').data.object).toEqual({
    id: 'pm_1',
    object: 'payment_method',
    card: null,
    note: 'A',
  });
  expect(payload).toBe(body.replace(String.raw`{"l\u0061st4":"4242"}`, 'null'));
});

test('FK-07 the rest keeps its exact bytes, numbers included that a parser would round', async () => {
  const object =
    '{"id":"ch_1","object":"charge", "exact":[1.10, 1e2,9007199254740993],"source":{"last4":"4242"},\n"balance":{"source":"ch_1"}}';
  const body = `{"id":"evt_1","object":"event","type":"x","created":${at(START)},"data":{"object":${object}}}`;
  expect((await postBody(harness.connectionId, Buffer.from(body))).status).toBe(200);
  expect(await payloads()).toEqual([body.replace('{"last4":"4242"}', 'null')]);
  await projectPending();
});
