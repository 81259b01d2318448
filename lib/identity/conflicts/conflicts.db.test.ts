import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { undoAction } from '../actions/undo-action';
import { mergePeople } from '../aliases/add-alias';
import { applyMappings } from '../apply-mappings';
import { settleConflict } from '../pins/settle-conflict';
import { saveMapping } from '../save-mapping';
import { CONFLICT_POLICIES, DEFAULT_RULES, identitySettings } from '../types';
import { dismissConflict } from './dismiss-conflict';
import { conflictQuery, loadConflicts } from './load-conflicts';

const connectionId = 'default';
const DAY = '2026-03-10T12:00:00Z';
let harness: Harness;
let actor: { workspaceId: string; userId: string | null };

beforeAll(async () => {
  harness = await startHarness();
  actor = { workspaceId: harness.account.workspaceId, userId: null };
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query(
    'truncate owner_identifier, shared_identifier, identity_pin, person_alias, identity_action, person_move, identity_mapping',
  );
});
afterAll(() => harness.close());

const customer = (id: string, metadata: Record<string, string>, email: string | null = null, livemode = true) =>
  event('customer.created', DAY, { id, object: 'customer', email, metadata }, { livemode });
/** A bill that names a user, of a day in March. */
const billed = (id: string, user: string, day: string) =>
  event(
    'invoice.paid',
    `2026-03-${day}`,
    invoice(id, 'cus_1', 1000, `2026-03-${day}`, { metadata: { user_id: user } }),
  );
const list = (kind: string, more: Record<string, string> = {}) =>
  loadConflicts(actor.workspaceId, conflictQuery.parse({ kind, ...more }));
const digest = async () => (await ledgerDigest(getPool(), actor.workspaceId)).tables;
const personOf = async (id: string) => {
  const { rows } = await getPool().query<{ person_id: string }>('select person_id from ledger_owner where id = $1', [
    id,
  ]);
  return rows[0]?.person_id;
};

test('B15 BY-31 one customer with two ids is settled by each of the four policies, remembered and undone', async () => {
  await harness.deliver(billed('in_1', 'old', '10'), billed('in_2', 'new', '12'), customer('cus_2', { user_id: 'u2' }));
  const before = await digest();
  const outcomes = { transfer: 'new', transfer_if_inactive: 'new', keep_original: 'old', share: 'old' };
  expect(await list('rivals')).toMatchObject({
    counts: { rivals: 1, duplicates: 0, shared: 0 },
    conflicts: [
      { customerId: 'cus_1', people: ['new', 'old'], outcomes, evidence: [{ value: 'old' }, { value: 'new' }] },
    ],
  });
  expect((await list('rivals', { search: 'NEW' })).conflicts).toHaveLength(1);
  expect((await list('rivals', { search: 'u2' })).conflicts).toHaveLength(0);
  for (const policy of CONFLICT_POLICIES) {
    const { actionId } = await settleConflict(actor, { connectionId, customerId: 'cus_1', policy });
    expect([await personOf('cus_1'), (await list('rivals')).counts.rivals], policy).toEqual([outcomes[policy], 0]);
    const settled = await digest();
    await rebuildWorkspace(actor.workspaceId);
    expect(await digest(), policy).toEqual(settled);
    await undoAction(actor, actionId ?? '');
    expect(await digest(), policy).toEqual(before);
  }
  await settleConflict(actor, { connectionId, customerId: 'cus_1', policy: 'keep_original' });
  await harness.deliver(billed('in_3', 'third', '13'));
  expect(await list('rivals')).toMatchObject({ conflicts: [{ people: ['old', 'new', 'third'] }] });
  await expect(settleConflict(actor, { connectionId, customerId: 'cus_2', policy: 'share' })).rejects.toThrow('one id');
});

test('a customer whose ids are merged is in conflict no more, until they are split', async () => {
  await harness.deliver(
    billed('in_1', 'old', '10'),
    billed('in_2', 'new', '12'),
    customer('cus_2', { user_id: 'old' }),
  );
  const { actionId } = await mergePeople(actor, { livemode: true, alias: 'old', to: 'new' });
  expect([await personOf('cus_2'), (await list('rivals')).counts.rivals]).toEqual(['new', 0]);
  await undoAction(actor, actionId ?? '');
  expect((await list('rivals')).counts.rivals).toBe(1);
});

test('B15-7 AM-06 one e-mail with two user ids is listed, not merged, and stays dismissed while they are the same two', async () => {
  await harness.deliver(
    customer('cus_1', { user_id: 'u1' }, 'C@y.com'),
    customer('cus_2', { user_id: 'u2' }, 'c@y.com'),
    customer('cus_t', { user_id: 'u3' }, 'c@y.com', false),
    customer('cus_o', { user_id: 'u4' }, 'other@y.com'),
  );
  const open = await list('duplicates');
  expect(open).toMatchObject({
    counts: { rivals: 0, duplicates: 1, shared: 0 },
    conflicts: [
      {
        identifier: 'email:c@y.com',
        people: [
          { personId: 'u1', count: 1, customers: [{ customerId: 'cus_1', resolvedBy: 'metadata:user_id' }] },
          { personId: 'u2', count: 1, customers: [{ customerId: 'cus_2' }] },
        ],
      },
    ],
    nextCursor: null,
  });
  expect((await list('duplicates', { search: 'CUS_2' })).conflicts).toHaveLength(1);
  expect((await list('duplicates', { search: 'cus_o' })).conflicts).toHaveLength(0);
  expect((await list('duplicates', { mode: 'test' })).counts.duplicates).toBe(0);
  const wish = { livemode: true, identifier: 'email:c@y.com' };
  const { actionId } = await dismissConflict(actor, wish);
  expect((await list('duplicates')).counts.duplicates).toBe(0);
  await expect(dismissConflict(actor, wish)).rejects.toThrow('no such conflict');
  await harness.deliver(customer('cus_3', {}, 'c@y.com')); // no user id makes one user several
  expect(await list('duplicates')).toMatchObject({
    conflicts: [{ people: [{ personId: 'c@y.com' }, { personId: 'u1' }, { personId: 'u2' }] }],
  });
  for (const alias of ['c@y.com', 'u2']) await mergePeople(actor, { livemode: true, alias, to: 'u1' });
  expect((await list('duplicates')).counts.duplicates).toBe(0);
  await undoAction(actor, actionId ?? '');
});

test('an identifier that too many carry is listed with who they are, and the pages end', async () => {
  const settings = identitySettings.parse({ sharedLimit: 2 });
  await saveMapping({ ...actor, connectionId, rules: DEFAULT_RULES, settings });
  await applyMappings();
  const helpdesks = [...Array(21).keys()].map((n) => `help-${String(n).padStart(2, '0')}@y.com`);
  await harness.deliver(
    ...helpdesks.flatMap((email, n) => [1, 2, 3].map((of) => customer(`cus_${n}_${of}`, {}, email))),
  );
  const first = await list('shared');
  expect(first.counts).toEqual({ rivals: 0, duplicates: 0, shared: 21 });
  expect(first.conflicts[0]).toMatchObject({
    ...{ identifier: 'email:help-00@y.com', count: 3, limit: 2 },
    customers: [{ customerId: 'cus_0_1' }, { customerId: 'cus_0_2' }, { customerId: 'cus_0_3' }],
  });
  expect((await list('shared', { search: 'cus_7_2' })).conflicts).toMatchObject([
    { identifier: 'email:help-07@y.com' },
  ]);
  const second = await list('shared', { cursor: first.nextCursor ?? '' });
  expect([first.conflicts.length, second.conflicts.length, second.nextCursor]).toEqual([20, 1, null]);
  await dismissConflict(actor, { livemode: true, identifier: 'email:help-00@y.com', connectionId });
  expect((await list('shared')).counts.shared).toBe(20);
});
