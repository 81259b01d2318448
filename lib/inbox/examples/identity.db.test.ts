import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { applyMappings } from '@/lib/identity/apply-mappings';
import { restoreMapping, saveMapping } from '@/lib/identity/save-mapping';
import { DEFAULT_RULES, type IdentityRule, type IdentitySettings, identitySettings } from '@/lib/identity/types';
import { ledgerDigest } from '../ledger-digest';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness } from '../testing/harness';
import {
  charge,
  checkoutSession,
  event,
  type FakeEvent,
  type FakeObject,
  invoice,
  paymentIntent,
  subscription,
} from '../testing/stripe-objects';
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

test('B15-5 spaces in metadata name nobody: the next rule is asked', async () => {
  await harness.deliver(
    known('cus_1', { email: 'c@y.com', metadata: { user_id: '   ' } }),
    known('cus_2', { metadata: { user_id: '' } }),
  );
  expect(await people()).toEqual({ cus_1: 'c@y.com by email', cus_2: 'cus_2 by fallback' });
});

test('B15-6 BY-32 metadata that comes three days later moves all earlier sales to the user', async () => {
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

const rules = (...kinds: ('email' | 'client_reference_id' | `metadata:${string}`)[]): IdentityRule[] =>
  kinds.map((kind) =>
    kind === 'email' || kind === 'client_reference_id'
      ? { kind }
      : { kind: 'metadata', key: kind.slice('metadata:'.length) },
  );

/** Saves rules, and has them applied. */
async function choose(list: IdentityRule[], settings: Partial<IdentitySettings> = {}) {
  const { workspaceId } = harness.account;
  const change = { workspaceId, connectionId: harness.connectionId, userId: null };
  await saveMapping({ ...change, rules: list, settings: identitySettings.parse(settings) });
  await applyMappings();
}

const bought = (customer: string | null, extra: Record<string, unknown> = {}) =>
  event('checkout.session.completed', WHEN, checkoutSession('cs_1', customer, 1000, WHEN, extra));

test('B15-8 a click’s id in client_reference_id is no user: the next rule finds one', async () => {
  await choose(rules('client_reference_id', 'email'));
  await harness.deliver(known('cus_1', { email: 'c@y.com' }), bought('cus_1', { client_reference_id: 'dub_id_abc' }));
  expect(await people()).toEqual({ cus_1: 'c@y.com by email' });
});

test('B15-9 a team’s reference is not asked by default; the external id beside it is the user', async () => {
  const session = { client_reference_id: 'team_1', metadata: { dubCustomerExternalId: 'user_123' } };
  await harness.deliver(known('cus_1'), bought('cus_1', session));
  expect(await people()).toEqual({ cus_1: 'user_123 by metadata:dubCustomerExternalId' });
  await choose(rules('client_reference_id', 'email'));
  expect(await people()).toEqual({ cus_1: 'team_1 by client_reference_id' });
});

test('B15-10 another order of rules moves everybody with an audit, and going back gives the former ledger', async () => {
  await harness.deliver(known('cus_1', { email: 'c@y.com', metadata: { user_id: 'u1' } }), sold('in_1', 'cus_1'));
  const { workspaceId } = harness.account;
  const before = await ledgerDigest(getPool(), workspaceId);
  await choose(rules('email', 'metadata:user_id'));
  expect(await people()).toEqual({ cus_1: 'c@y.com by email' });
  const audit = await getPool().query('select sale_id, from_person, to_person, to_rule, version from person_move');
  expect(audit.rows).toEqual([
    { sale_id: 'in_1', from_person: 'u1', to_person: 'c@y.com', to_rule: 'email', version: 1 },
  ]);
  await restoreMapping({ workspaceId, connectionId: harness.connectionId, userId: null, version: 0 });
  await applyMappings();
  expect(await ledgerDigest(getPool(), workspaceId)).toEqual(before);
});

test('B15-12 in the mode of hashes a person found by an e-mail is its SHA-256', async () => {
  await choose(DEFAULT_RULES, { hashEmails: true });
  await harness.deliver(known('cus_1', { email: ' A@B.com ' }));
  expect(await people()).toEqual({
    cus_1: 'fb98d44ad7501a959f3f4f4a3f004fe2d9e581ea6207e218c4b02c08a4d75adf by email',
  });
});

test('FK-40 a checkout without a customer is the person of its e-mail', async () => {
  await harness.deliver(bought(null, { customer_details: { email: 'Guest@Y.com' } }));
  expect(Object.values(await people())).toEqual(['guest@y.com by email']);
});

test('AM-12 a user id is read from the payment intent', async () => {
  const paid = paymentIntent('pi_1', 'cus_1', 1000, WHEN, { metadata: { user_id: 'u1' } });
  await harness.deliver(event('payment_intent.succeeded', WHEN, paid));
  expect(await people()).toEqual({ cus_1: 'u1 by metadata:user_id' });
});

test('RC-10 app_user_id on a subscription, whose customer and e-mail say nothing of it, is the user', async () => {
  const plan = subscription('sub_1', 'cus_1', [], WHEN, { metadata: { app_user_id: 'app_1' } });
  await harness.deliver(known('cus_1', { email: 'c@y.com' }), event('customer.subscription.created', WHEN, plan));
  expect(await people()).toEqual({ cus_1: 'app_1 by metadata:app_user_id' });
});

test.each([null, '', ' ', 'null', 'undefined', 'N/A', 'guest'])(
  'B15-5 %j as id and address of two customers never makes them one person',
  async (nobody) => {
    const said = { email: nobody, metadata: { user_id: nobody ?? '' } };
    await harness.deliver(known('cus_1', said), known('cus_2', said));
    expect(await people()).toEqual({ cus_1: 'cus_1 by fallback', cus_2: 'cus_2 by fallback' });
  },
);

test('an address of more customers than the limit names nobody, and names somebody again below it', async () => {
  const { workspaceId } = harness.account;
  const deskOf = (...numbers: number[]) => Object.fromEntries(numbers.map((n) => [`cus_${n}`, 'help@y.com by email']));
  const alone = (...numbers: number[]) => Object.fromEntries(numbers.map((n) => [`cus_${n}`, `cus_${n} by fallback`]));
  const became = async (expected: Record<string, string>) => {
    expect(await people()).toEqual(expected);
    const { before, after } = await rebuildWorkspace(workspaceId);
    expect(after).toBe(before);
  };
  await choose(DEFAULT_RULES, { sharedLimit: 2 });
  await harness.deliver(...[1, 2].map((n) => known(`cus_${n}`, { email: 'help@y.com' })), sold('in_1', 'cus_1'));
  await became(deskOf(1, 2));
  await harness.deliver(known('cus_3', { email: 'help@y.com' }));
  await became(alone(1, 2, 3));
  // Of test mode, which shares nothing with live.
  const inTest: FakeEvent = { ...known('cus_test', { email: 'help@y.com' }), livemode: false };
  await harness.deliver(inTest);
  await became({ ...alone(1, 2, 3), cus_test: 'help@y.com by email' });
  await harness.deliver(event('customer.updated', '2026-03-13', customer('cus_3', { email: 'own@y.com' })));
  await became({ ...deskOf(1, 2), cus_3: 'own@y.com by email', cus_test: 'help@y.com by email' });
  await choose(DEFAULT_RULES, { sharedLimit: 1 });
  await became({ ...alone(1, 2), cus_3: 'own@y.com by email', cus_test: 'help@y.com by email' });
});

test('nothing of test mode is resolved into live, whatever its ids say', async () => {
  const test = (one: FakeEvent): FakeEvent => ({ ...one, livemode: false });
  await harness.deliver(known('cus_live', { metadata: { user_id: 'u1' } }), sold('in_1', 'cus_live'));
  const live = () => inMonth(harness.account, 'buyers-by-product', '2026-03');
  const joined = () =>
    getPool().query('select livemode, count(*)::int as people from person_joined group by 1 order by 1');
  expect((await live()).value).toBe(1);
  await harness.deliver(test(known('cus_test', { metadata: { user_id: 'u1' } })), test(sold('in_2', 'cus_test')));
  expect((await live()).value).toBe(1);
  expect((await joined()).rows).toEqual([
    { livemode: false, people: 1 },
    { livemode: true, people: 1 },
  ]);
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
