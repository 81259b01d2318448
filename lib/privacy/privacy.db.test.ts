import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { undoAction } from '@/lib/identity/actions/undo-action';
import { addAlias } from '@/lib/identity/aliases/add-alias';
import { dismissConflict } from '@/lib/identity/conflicts/dismiss-conflict';
import { linkCustomer, unlinkCustomer } from '@/lib/identity/pins/link-customer';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { click, join, lead } from '@/lib/inbox/examples/testing/touches';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { charge, event, invoice, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadUser } from '@/lib/people/load-user';
import { loadMetric } from '@/lib/reports/load-metric';
import { erasePerson } from './erase-person';
import { exportPerson } from './export-person';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ metadataKeys: ['plan_owner'] });
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query(
    'truncate erased_subject, owner_identifier, identity_pin, person_alias, identity_action, person_move',
  );
});
afterAll(() => harness.close());

const ada = {
  ...{ id: 'cus_ada', object: 'customer', email: 'Ada@Lovelace.example', name: 'Ada Lovelace', phone: '+44 1815' },
  metadata: { user_id: 'ada-1815', plan_owner: 'sales' },
};
const story = () => [
  event('customer.created', '2026-01-02', ada),
  event(
    'customer.subscription.created',
    '2026-01-03',
    subscription('sub_ada', 'cus_ada', [item('si_1', price('price_1', 2900, 'month'))], '2026-01-03', {
      metadata: { seller: 'Countess Lovelace' },
    }),
  ),
  event('invoice.paid', '2026-01-03', {
    ...invoice('in_ada', 'cus_ada', 2900, '2026-01-03', { customer_email: 'ada@lovelace.example' }),
    customer_name: 'Ada Lovelace',
  }),
  event(
    'charge.succeeded',
    '2026-02-05',
    charge('ch_guest', null, 700, '2026-02-05', {
      billing_details: { name: 'Ada Lovelace', email: 'ada@lovelace.example' },
      metadata: { user_id: 'ada-1815' },
    }),
  ),
  event('customer.created', '2026-01-02', { id: 'cus_bob', object: 'customer', email: 'bob@example.com' }),
  event('invoice.paid', '2026-01-05', invoice('in_bob', 'cus_bob', 1000, '2026-01-05')),
];

const METRICS = ['mrr', 'net-revenue', 'buyers-by-product', 'active-subscribers', 'realised-ltv', 'purchase-frequency'];
const figures = () =>
  Promise.all(
    METRICS.map(async (metric) => {
      const range = { from: '2026-01-01', to: '2026-04-01', interval: 'month' as const };
      const rest = { currency: 'usd', breakdown: null, filters: [], compare: null, mode: 'live' as const };
      const { series, total } = await loadMetric(
        harness.account,
        metric,
        { ...range, ...rest },
        new Date('2026-04-01'),
      );
      return { metric, total, points: series.map(({ points }) => points) };
    }),
  );
const erase = (personId: string, confirmation = personId) =>
  erasePerson({ workspaceId: harness.account.workspaceId, livemode: true, personId, confirmation, userId: null });
async function exportedText(personId = 'ada-1815'): Promise<string> {
  let text = '';
  for await (const piece of await exportPerson({ ...harness.account, livemode: true, personId })) text += piece;
  return text;
}
/** Everything that any table of the database holds, as text. */
async function everything(): Promise<string> {
  const tables = await getPool().query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and pg_table_is_visible(oid) and relname not like 'pg_%'",
  );
  const texts = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const { rows } = await getPool().query<{ text: string }>(`select t::text as text from ${name} t`);
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n');
}
/** Whole names: digits alone are in times and in ids made up at random. */
const TRACES = /lovelace|(ada|twin|anon)-1815|44 1815/g;
const traces = async () => [...new Set((await everything()).toLowerCase().match(TRACES) ?? [])];

describe('D19 erasing a person', () => {
  test('D19 takes every trace out of the database and leaves every total', async () => {
    await harness.deliver(...story());
    const before = await figures();
    expect(await traces()).not.toEqual([]);
    const { personId, customers } = await erase('ada-1815');
    expect(customers).toBe(2);
    expect(await traces()).toEqual([]);
    expect(await figures()).toEqual(before);
    const people = await getPool().query('select distinct person_id, metadata from ledger_owner where id <> $1', [
      'cus_bob',
    ]);
    expect(people.rows.map(({ person_id }) => person_id)).toEqual([personId, personId]);
    expect(people.rows).toContainEqual({ person_id: personId, metadata: { plan_owner: 'sales' } });
    expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('D19 takes names out of touches, leads and tracked sales as well, and every sale stays credited as it was', async () => {
    await click('click_ada', '2026-01-01', { campaign: 'spring' }, 'v:browser');
    await click('click_app', '2026-01-02', { campaign: 'app' }, 'id:ada-1815');
    await harness.deliver(...story());
    await lead('ada-1815', 'click_ada', '2026-01-01', 'v:browser');
    await join('v:browser', 'email:ada@lovelace.example');
    await getPool().query("update lead set name = 'Ada Lovelace', email = 'ada@lovelace.example'");
    await projectPending();
    const byCampaign = async () => {
      const { by } = await inMonth(harness.account, 'net-revenue', '2026-01', { breakdown: 'campaign' });
      return by;
    };
    const before = await byCampaign();
    expect(before).toEqual({ '': 1000, app: 2900 });
    const { workspaceId } = harness.account;
    const exported = JSON.parse(await exportedText());
    expect(exported.touches).toHaveLength(2);
    expect(exported.leads).toHaveLength(1);
    await erase('ada-1815');
    expect(await traces()).toEqual([]);
    expect(await byCampaign()).toEqual(before);
    await rebuildWorkspace(workspaceId);
    expect(await byCampaign()).toEqual(before);
  });

  test('D19 a lead that only its address or its click joins goes as well; one of another user of that address stays', async () => {
    await click('click_ada', '2026-01-01', { campaign: 'spring' }, 'v:browser');
    await click('click_bob', '2026-01-01', { campaign: 'spring' }, 'v:bob');
    await harness.deliver(
      ...story(),
      event('customer.created', '2026-01-02', { id: 'cus_cy', object: 'customer', metadata: { user_id: 'cy' } }),
    );
    await lead('app-1', 'click_other', '2026-01-01', 'v:other');
    await lead('app-2', 'click_ada', '2026-01-01', 'v:browser');
    await lead('cy', 'click_bob', '2026-01-01', 'v:bob');
    await join('v:browser', 'email:ada@lovelace.example');
    await getPool().query(
      `update lead set name = 'N. ' || external_id,
         email = case when external_id = 'app-2' then null else 'ada@lovelace.example' end, metadata = '{"a": 1}'`,
    );
    expect(JSON.parse(await exportedText()).leads).toHaveLength(2);
    await erase('ada-1815');
    const { rows } = await getPool().query(
      "select name, metadata from lead where source = 'manual' and name is not null",
    );
    expect(rows).toEqual([{ name: 'N. cy', metadata: { a: 1 } }]);
    const left = await getPool().query("select from visitor_identifier where identifier in ('id:app-1', 'id:app-2')");
    expect(left.rowCount).toBe(0);
  });

  test('D19 somebody of whom only the app told goes as well, and what brought others stays theirs', async () => {
    await click('click_ada', '2026-01-01', { campaign: 'spring' }, 'v:browser');
    await click('click_new', '2026-01-01', { campaign: 'spring' }, 'v:new');
    await click('click_app', '2026-01-02', { campaign: 'spring' }, 'id:anon-1815');
    await harness.deliver(...story());
    // One browser and one address of two users.
    await lead('anon-1815', 'click_ada', '2026-01-01', 'v:browser');
    await lead('twin-1815', 'click_new', '2026-01-01', 'v:new');
    await join('v:browser', 'email:ada@lovelace.example');
    await join('v:new', 'email:augusta@lovelace.example');
    await getPool().query(
      `update lead set name = external_id, metadata = '{"a": 1}',
         email = case external_id when 'anon-1815' then 'Ada@Lovelace.example' else 'Augusta@Lovelace.example' end`,
    );
    await projectPending();
    const before = await inMonth(harness.account, 'net-revenue', '2026-01', { breakdown: 'campaign' });
    const leads = await inMonth(harness.account, 'leads', '2026-01', { breakdown: 'campaign' });
    expect(JSON.parse(await exportedText('anon-1815'))).toMatchObject({
      ...{ customers: [], leads: [{ name: 'anon-1815' }], events: [] },
    });
    expect(await erase('twin-1815')).toMatchObject({ customers: 0, events: 0 });
    expect(await traces()).not.toContain('twin-1815');
    expect(await everything()).not.toContain('augusta@');
    const { personId } = await erase('anon-1815');
    expect(await traces()).not.toContain('anon-1815');
    expect(await loadUser({ ...harness.account, livemode: true, personId })).toMatchObject({ names: [], emails: [] });
    await projectPending();
    expect(await inMonth(harness.account, 'net-revenue', '2026-01', { breakdown: 'campaign' })).toEqual(before);
    expect(await inMonth(harness.account, 'leads', '2026-01', { breakdown: 'campaign' })).toEqual(leads);
    await expect(erase('anon-1815')).rejects.toMatchObject({ code: 'not_found' });
    // An id that a customer carries is that customer's person's.
    const { workspaceId } = harness.account;
    await linkCustomer(
      ...([
        { workspaceId, userId: null },
        { connectionId: 'default', customerId: 'cus_ada', personId: 'countess', reason: '' },
      ] as const),
    );
    await lead('ada-1815', 'click_app', '2026-01-03', 'v:browser');
    await erase('ada-1815'); // the guest, who carries it as well
    await expect(erase('ada-1815')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('D19 what was done about them by hand names them no more, and cannot be undone', async () => {
    const twin = { id: 'cus_twin', object: 'customer', email: ada.email, metadata: { user_id: 'twin-1815' } };
    await harness.deliver(...story(), event('customer.created', '2026-01-02', twin));
    const { workspaceId } = harness.account;
    const actor = { workspaceId, userId: null };
    await addAlias(actor, { livemode: true, alias: 'anon-1815', to: 'ada-1815' });
    await dismissConflict(actor, { livemode: true, identifier: 'email:ada@lovelace.example', reason: 'Not Lovelace' });
    const bob = { connectionId: 'default', customerId: 'cus_bob', personId: 'ada-1815', reason: 'Knew Lovelace' };
    await undoAction(actor, (await linkCustomer(actor, bob)).actionId ?? '');
    const { actionId } = await unlinkCustomer(actor, { connectionId: 'default', customerId: 'cus_ada' });
    await expect(erase('anon-1815')).rejects.toMatchObject({ code: 'conflict' }); // it stands for ada-1815
    for (const person of ['ada-1815', 'cus_ada', 'twin-1815']) await erase(person);
    expect(await traces()).toEqual([]);
    await expect(undoAction(actor, actionId ?? '')).rejects.toThrow('was erased');
    await expect(linkCustomer(actor, { ...bob, customerId: 'cus_twin' })).rejects.toThrow('was erased');
  });

  test('D19 what Stripe tells of them later is stripped before it is read, and a rebuild brings nothing back', async () => {
    await harness.deliver(...story());
    const { personId } = await erase('ada-1815');
    await harness.deliver(
      event('customer.updated', '2026-03-01', { ...ada, name: 'Ada King Lovelace' }),
      event('invoice.paid', '2026-03-03', {
        ...invoice('in_ada_2', 'cus_ada', 2900, '2026-03-03', { customer_email: 'ada@lovelace.example' }),
      }),
      event('customer.updated', '2026-03-01', { id: 'cus_bob', object: 'customer', email: 'bob@new.example' }),
    );
    expect(await traces()).toEqual([]);
    const owners = await getPool().query('select person_id, email from ledger_owner order by id');
    expect(owners.rows).toContainEqual({ person_id: 'bob@new.example', email: 'bob@new.example' });
    expect(owners.rows).toContainEqual({ person_id: personId, email: null });
    const digest = await ledgerDigest(getPool(), harness.account.workspaceId);
    await rebuildWorkspace(harness.account.workspaceId);
    expect(await ledgerDigest(getPool(), harness.account.workspaceId)).toEqual(digest);
  });

  test('is refused without the person’s own id, and for somebody who is not there', async () => {
    await harness.deliver(...story());
    await expect(erase('ada-1815', 'ada')).rejects.toMatchObject({ code: 'unprocessable', field: 'confirmation' });
    await expect(erase('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('GDPR an export holds all that is known of a person, and nothing of another', async () => {
  await harness.deliver(...story());
  await addAlias({ ...harness.account, userId: null }, { livemode: true, alias: 'anon-1815', to: 'ada-1815' });
  await lead('anon-1815', 'click_anon', '2026-01-01', 'v:anon');
  await lead('other-1815', 'click_other', '2026-01-01', 'v:other');
  expect(JSON.parse(await exportedText()).leads).toMatchObject([{ external_id: 'anon-1815' }]);
  const text = await exportedText();
  const { person, customers, sales, mrr, entries, events } = JSON.parse(text);
  expect({ person, customers: customers.length, sales: sales.length, mrr: mrr.length, events: events.length }).toEqual({
    ...{ person: 'ada-1815', customers: 2, sales: 2, mrr: 1, events: 4 },
  });
  expect(entries.length).toBeGreaterThan(0);
  expect(text).toContain('Ada Lovelace');
  expect(text).not.toContain('bob');
});
