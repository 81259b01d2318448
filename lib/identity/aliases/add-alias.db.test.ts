import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { applyMappings } from '../apply-mappings';
import { saveMapping } from '../save-mapping';
import { bought, connectionId, startByHand } from '../testing/by-hand';
import { identitySettings } from '../types';
import { addAlias } from './add-alias';

let hand: Awaited<ReturnType<typeof startByHand>>;
beforeAll(async () => {
  hand = await startByHand();
});
beforeEach(() => hand.reset());
afterAll(() => hand.harness.close());

const live = { livemode: true };

describe('BY-30 two ids of one person', () => {
  test('a merged person’s history is the other’s, and splitting gives the former ledger', async () => {
    await hand.harness.deliver(
      ...bought('cus_1', 'u1'),
      ...bought('cus_2', null, { email: 'c@y.com' }),
      ...bought('cus_3', null),
    );
    const before = await hand.digest();
    const [first, second] = [await hand.merge('c@y.com', 'u1'), await hand.merge('cus_3', 'u1')];
    expect([await hand.personOf('cus_2'), await hand.personOf('cus_3'), await hand.buyers()]).toEqual([
      'u1 by email',
      'u1 by fallback',
      1,
    ]);
    await hand.expectRebuilt();
    await hand.undo(first.actionId);
    expect([await hand.personOf('cus_2'), await hand.buyers()]).toEqual(['c@y.com by email', 2]);
    await hand.undo(second.actionId);
    expect(await hand.digest()).toEqual(before);
    await expect(hand.merge('u1', 'nobody')).rejects.toThrow('There is no person “nobody”.');
  });

  test('an alias that comes before, between or after its customers ends in the same ledger', async () => {
    const steps = [
      () => hand.harness.deliver(...bought('cus_1', 'anon-7')),
      () => hand.harness.deliver(...bought('cus_2', 'u1')),
      () => hand.alias('anon-7', 'device-é'),
      () => hand.alias('device-é', 'u1'),
    ];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ];
    const digests: unknown[] = [];
    for (const order of orders) {
      await hand.reset();
      await getPool().query('truncate owner_identifier, shared_identifier, person_alias, identity_action, person_move');
      for (const index of order) await steps[index]?.();
      expect([await hand.personOf('cus_1'), await hand.personOf('cus_2'), await hand.buyers()], String(order)).toEqual([
        'u1 by metadata:user_id',
        'u1 by metadata:user_id',
        1,
      ]);
      digests.push(await hand.digest());
    }
    for (const one of digests) expect(one).toEqual(digests[0]);
    await hand.expectRebuilt();
  });

  test('an alias of an alias is one hop; splitting in the middle takes along what stood for it', async () => {
    await hand.harness.deliver(...bought('cus_a', 'a'), ...bought('cus_c', 'c'));
    expect(await hand.alias('a', 'b')).toMatchObject({ person: 'b', changed: true, moved: 1 });
    const middle = await hand.alias('b', 'c');
    expect(middle).toMatchObject({ person: 'c', moved: 1 });
    expect(await hand.alias('a', 'c')).toMatchObject({ person: 'c', changed: false });
    const { rows } = await getPool().query('select alias_id, target_id, person_id from person_alias order by 1');
    expect(rows).toEqual([
      { alias_id: 'a', target_id: 'b', person_id: 'c' },
      { alias_id: 'b', target_id: 'c', person_id: 'c' },
    ]);
    await hand.undo(middle.actionId);
    expect([await hand.personOf('cus_a'), await hand.personOf('cus_c')]).toEqual([
      'b by metadata:user_id',
      'c by metadata:user_id',
    ]);
    await expect(hand.alias('b', 'c')).rejects.toThrow('split by hand');
  });

  test('a circle, a second target and a placeholder are refused by name', async () => {
    await hand.alias('a', 'b');
    await hand.alias('b', 'c');
    for (const [from, to] of [
      ['b', 'a'],
      ['c', 'a'],
    ] as const)
      await expect(hand.alias(from, to)).rejects.toMatchObject({
        code: 'conflict',
        message: `“${to}” stands for “${from}” already: the other way round is a circle.`,
      });
    await expect(hand.alias('a', 'z')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('“a”'),
    });
    for (const value of ['', '  ', 'null', 'Undefined', 'anonymous', 'dub_id_x', 'x'.repeat(256)]) {
      await expect(hand.alias(value, 'u1')).rejects.toMatchObject({ code: 'unprocessable', field: 'alias' });
      await expect(hand.alias('u1', value)).rejects.toMatchObject({ code: 'unprocessable', field: 'to' });
    }
    await expect(hand.alias('u1', ' u1 ')).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await hand.alias('ü'.repeat(255), '顧客 1')).toMatchObject({ changed: true });
  });

  test('B0 rule 7 nothing of test mode touches live, and no workspace another', async () => {
    await hand.harness.deliver(
      ...bought('cus_l', 'a'),
      ...bought('cus_t', 'a', { livemode: false }),
      ...bought('cus_m', 'b'),
    );
    await addAlias(hand.actor, { livemode: false, alias: 'a', to: 'b' });
    expect([await hand.personOf('cus_l'), await hand.personOf('cus_t')]).toEqual([
      'a by metadata:user_id',
      'b by metadata:user_id',
    ]);
    await addAlias({ ...hand.actor, workspaceId: 'ws_other' }, { ...live, alias: 'a', to: 'b' });
    expect(await hand.personOf('cus_l')).toBe('a by metadata:user_id');
    await hand.alias('b', 'a'); // no circle with that of test mode
    expect([await hand.personOf('cus_m'), await hand.personOf('cus_t')]).toEqual([
      'a by metadata:user_id',
      'b by metadata:user_id',
    ]);
    await hand.expectRebuilt();
  });

  test('ids are compared without their case where the rules do', async () => {
    const settings = identitySettings.parse({ lowerCaseIds: true });
    await saveMapping({ ...hand.actor, connectionId, rules: [{ kind: 'metadata', key: 'user_id' }], settings });
    await applyMappings();
    await hand.harness.deliver(...bought('cus_1', 'ANON'), ...bought('cus_2', 'U1'));
    await hand.alias('Anon', 'U1');
    expect([await hand.personOf('cus_1'), await hand.buyers()]).toEqual(['u1 by metadata:user_id', 1]);
  });
});
