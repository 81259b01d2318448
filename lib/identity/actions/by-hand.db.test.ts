import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { addAlias, mergePeople } from '../aliases/add-alias';
import { applyMappings } from '../apply-mappings';
import { linkCustomer, unlinkCustomer } from '../pins/link-customer';
import { saveMapping } from '../save-mapping';
import { identitySettings } from '../types';
import { loadActions, loadPersonHistory } from './load-actions';
import { undoAction } from './undo-action';

const WHEN = '2026-03-10T12:00:00Z';
const connectionId = 'default';
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

/** A customer who bought for 10 dollars. */
const bought = (id: string, userId: string | null, { email = null as string | null, livemode = true } = {}) => [
  event(
    'customer.created',
    WHEN,
    { id, object: 'customer', email, metadata: userId === null ? {} : { user_id: userId } },
    { livemode },
  ),
  event('invoice.paid', WHEN, invoice(`in_${id}`, id, 1000, WHEN, { livemode }), { livemode }),
];
const digest = async () => (await ledgerDigest(getPool(), actor.workspaceId)).tables;
const buyers = async () => (await inMonth(harness.account, 'buyers-by-product', '2026-03')).value;
const personOf = async (customer: string, workspaceId = actor.workspaceId) => {
  const { rows } = await getPool().query<{ said: string }>(
    "select person_id || ' by ' || resolved_by as said from ledger_owner where workspace_id = $1 and id = $2",
    [workspaceId, customer],
  );
  return rows[0]?.said;
};
const rebuilt = async () => {
  const before = await digest();
  await rebuildWorkspace(actor.workspaceId);
  expect(await digest()).toEqual(before);
};
const live = { livemode: true };
const link = (customerId: string, personId: string) => linkCustomer(actor, { connectionId, customerId, personId });
const unlink = (customerId: string) => unlinkCustomer(actor, { connectionId, customerId });
const merge = (alias: string, to: string) => mergePeople(actor, { ...live, alias, to });
const alias = (from: string, to: string) => addAlias(actor, { ...live, alias: from, to });
const undo = (id: string | null) => undoAction(actor, id ?? '');

describe('pins', () => {
  test('B15 rule 1 a customer linked by hand is that person, its sales move, and undoing gives the former ledger', async () => {
    await harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u2'));
    const before = await digest();
    expect(await buyers()).toBe(2);
    const { actionId, moved } = await link('cus_2', 'u1');
    expect([moved, await personOf('cus_2'), await buyers()]).toEqual([1, 'u1 by pin', 1]);
    await rebuilt();
    expect(await link('cus_2', 'u1')).toMatchObject({ changed: false });
    const moves = await getPool().query('select sale_id, from_person, to_person, cause from person_move');
    expect(moves.rows).toEqual([{ sale_id: expect.any(String), from_person: 'u2', to_person: 'u1', cause: 'pin' }]);
    await undo(actionId);
    expect(await digest()).toEqual(before);
    await expect(undo(actionId)).rejects.toThrow('undone already');
  });

  test('a customer that is unlinked stands for itself', async () => {
    await harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u1'));
    const before = await digest();
    const { actionId } = await unlink('cus_2');
    expect([await personOf('cus_2'), await buyers()]).toEqual(['cus_2 by pin', 2]);
    await expect(unlink('cus_2')).rejects.toThrow('stands for itself already');
    await harness.deliver(...bought('cus_2', 'u1'));
    expect(await personOf('cus_2')).toBe('cus_2 by pin');
    await undo(actionId);
    expect(await digest()).toEqual(before);
  });

  test('what something was built on is undone after that', async () => {
    await harness.deliver(...bought('cus_1', 'u1'));
    const before = await digest();
    const [first, second] = [await link('cus_1', 'u2'), await link('cus_1', 'u3')];
    await expect(undo(first.actionId)).rejects.toThrow('“cus_1” was linked to somebody since: undo that first.');
    await undo(second.actionId);
    expect(await personOf('cus_1')).toBe('u2 by pin');
    await undo(first.actionId);
    expect(await digest()).toEqual(before);
  });

  test('a link outlives other rules', async () => {
    await harness.deliver(...bought('cus_1', 'u1', { email: 'c@y.com' }), ...bought('cus_2', 'u2'));
    await link('cus_1', 'u2');
    await saveMapping({
      ...{ ...actor, connectionId, rules: [{ kind: 'email' }], settings: identitySettings.parse({}) },
    });
    await applyMappings();
    expect([await personOf('cus_1'), await personOf('cus_2')]).toEqual(['u2 by pin', 'cus_2 by fallback']);
    await rebuilt();
  });

  test('F35 a customer of another workspace is unknown', async () => {
    await harness.deliver(...bought('cus_1', 'u1'));
    const { actionId } = await link('cus_1', 'u2');
    const stranger = { workspaceId: 'ws_stranger', userId: null };
    await expect(linkCustomer(stranger, { connectionId, customerId: 'cus_1', personId: 'u9' })).rejects.toThrow(
      'no such',
    );
    await expect(undoAction(stranger, actionId ?? '')).rejects.toThrow('no such action');
    await expect(mergePeople(stranger, { ...live, alias: 'u2', to: 'u1' })).rejects.toThrow('no person');
  });
});

describe('two ids of one person', () => {
  test('a merged person’s history is the other’s, and splitting gives the former ledger', async () => {
    await harness.deliver(
      ...bought('cus_1', 'u1'),
      ...bought('cus_2', null, { email: 'c@y.com' }),
      ...bought('cus_3', null),
    );
    const before = await digest();
    const [first, second] = [await merge('c@y.com', 'u1'), await merge('cus_3', 'u1')];
    expect([await personOf('cus_2'), await personOf('cus_3'), await buyers()]).toEqual([
      'u1 by email',
      'u1 by fallback',
      1,
    ]);
    await rebuilt();
    await undo(first.actionId);
    expect([await personOf('cus_2'), await buyers()]).toEqual(['c@y.com by email', 2]);
    await undo(second.actionId);
    expect(await digest()).toEqual(before);
    await expect(merge('u1', 'nobody')).rejects.toThrow('There is no person “nobody”.');
  });

  test('an alias that comes before, between or after its customers ends in the same ledger', async () => {
    const steps = [
      () => harness.deliver(...bought('cus_1', 'anon-7')),
      () => harness.deliver(...bought('cus_2', 'u1')),
      () => alias('anon-7', 'device-é'),
      () => alias('device-é', 'u1'),
    ];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ];
    const digests: unknown[] = [];
    for (const order of orders) {
      await harness.reset();
      await getPool().query('truncate owner_identifier, shared_identifier, person_alias, identity_action, person_move');
      for (const index of order) await steps[index]?.();
      expect([await personOf('cus_1'), await personOf('cus_2'), await buyers()], String(order)).toEqual([
        'u1 by metadata:user_id',
        'u1 by metadata:user_id',
        1,
      ]);
      digests.push(await digest());
    }
    for (const one of digests) expect(one).toEqual(digests[0]);
    await rebuilt();
  });

  test('an alias of an alias is one hop; splitting in the middle takes along what stood for it', async () => {
    await harness.deliver(...bought('cus_a', 'a'), ...bought('cus_c', 'c'));
    expect(await alias('a', 'b')).toMatchObject({ person: 'b', changed: true, moved: 1 });
    const middle = await alias('b', 'c');
    expect(middle).toMatchObject({ person: 'c', moved: 1 });
    expect(await alias('a', 'c')).toMatchObject({ person: 'c', changed: false });
    const { rows } = await getPool().query('select alias_id, target_id, person_id from person_alias order by 1');
    expect(rows).toEqual([
      { alias_id: 'a', target_id: 'b', person_id: 'c' },
      { alias_id: 'b', target_id: 'c', person_id: 'c' },
    ]);
    await undo(middle.actionId);
    expect([await personOf('cus_a'), await personOf('cus_c')]).toEqual([
      'b by metadata:user_id',
      'c by metadata:user_id',
    ]);
    await expect(alias('b', 'c')).rejects.toThrow('split by hand');
  });

  test('a circle, a second target and a placeholder are refused by name', async () => {
    await alias('a', 'b');
    await alias('b', 'c');
    for (const [from, to] of [
      ['b', 'a'],
      ['c', 'a'],
    ] as const)
      await expect(alias(from, to)).rejects.toMatchObject({
        code: 'conflict',
        message: `“${to}” stands for “${from}” already: the other way round is a circle.`,
      });
    await expect(alias('a', 'z')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('“a”') });
    for (const value of ['', '  ', 'null', 'Undefined', 'anonymous', 'dub_id_x', 'x'.repeat(256)]) {
      await expect(alias(value, 'u1')).rejects.toMatchObject({ code: 'unprocessable', field: 'alias' });
      await expect(alias('u1', value)).rejects.toMatchObject({ code: 'unprocessable', field: 'to' });
    }
    await expect(alias('u1', ' u1 ')).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await alias('ü'.repeat(255), '顧客 1')).toMatchObject({ changed: true });
  });

  test('B0 rule 7 nothing of test mode touches live, and no workspace another', async () => {
    await harness.deliver(
      ...bought('cus_l', 'a'),
      ...bought('cus_t', 'a', { livemode: false }),
      ...bought('cus_m', 'b'),
    );
    await addAlias(actor, { livemode: false, alias: 'a', to: 'b' });
    expect([await personOf('cus_l'), await personOf('cus_t')]).toEqual([
      'a by metadata:user_id',
      'b by metadata:user_id',
    ]);
    await addAlias({ ...actor, workspaceId: 'ws_other' }, { ...live, alias: 'a', to: 'b' });
    expect(await personOf('cus_l')).toBe('a by metadata:user_id');
    await alias('b', 'a'); // no circle with that of test mode
    expect([await personOf('cus_m'), await personOf('cus_t')]).toEqual([
      'a by metadata:user_id',
      'b by metadata:user_id',
    ]);
    await rebuilt();
  });

  test('ids are compared without their case where the rules do', async () => {
    const settings = identitySettings.parse({ lowerCaseIds: true });
    await saveMapping({ ...actor, connectionId, rules: [{ kind: 'metadata', key: 'user_id' }], settings });
    await applyMappings();
    await harness.deliver(...bought('cus_1', 'ANON'), ...bought('cus_2', 'U1'));
    await alias('Anon', 'U1');
    expect([await personOf('cus_1'), await buyers()]).toEqual(['u1 by metadata:user_id', 1]);
  });

  test('what was done about a person is told', async () => {
    await harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u2'));
    const first = await linkCustomer(actor, {
      connectionId,
      customerId: 'cus_2',
      personId: 'u1',
      reason: 'She said so',
    });
    await undo(first.actionId);
    await merge('u2', 'u1');
    const { actions, moves } = await loadPersonHistory(actor.workspaceId, { ...live, personId: 'u1' });
    expect(actions).toMatchObject(
      [
        { kind: 'merge', subject: 'u2', personId: 'u1', undoneAt: null },
        { kind: 'link', subject: 'cus_2', personId: 'u1', personBefore: 'u2', reason: 'She said so', undoneAt: /./ },
      ].map((one) => ({ ...one, undoneAt: one.undoneAt === null ? null : expect.any(String) })),
    );
    expect(moves.map(({ from, to, cause, sales }) => [from, to, cause, sales])).toEqual([
      ['u2', 'u1', 'alias', 1],
      ['u1', 'u2', 'pin', 1],
      ['u2', 'u1', 'pin', 1],
    ]);
    const page = await loadActions(actor.workspaceId, { mode: 'live', search: 'she' });
    expect(page).toMatchObject({ actions: [{ kind: 'link' }], nextCursor: null });
    expect(await loadActions(actor.workspaceId, { mode: 'test', search: '' })).toMatchObject({ actions: [] });
  });
});
