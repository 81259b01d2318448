import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { mergePeople } from '../aliases/add-alias';
import { applyMappings } from '../apply-mappings';
import { linkCustomer } from '../pins/link-customer';
import { saveMapping } from '../save-mapping';
import { bought, connectionId, startByHand } from '../testing/by-hand';
import { identitySettings } from '../types';
import type { Done } from './done';
import { loadActions, loadPersonHistory } from './load-actions';
import { undoAction } from './undo-action';

let hand: Awaited<ReturnType<typeof startByHand>>;
beforeAll(async () => {
  hand = await startByHand();
});
beforeEach(() => hand.reset());
afterAll(() => hand.harness.close());

const live = { livemode: true };

describe('pins', () => {
  test('B15 rule 1 a customer linked by hand is that person, its sales move, and undoing gives the former ledger', async () => {
    await hand.harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u2'));
    const before = await hand.digest();
    expect(await hand.buyers()).toBe(2);
    const { actionId, moved } = await hand.link('cus_2', 'u1');
    expect([moved, await hand.personOf('cus_2'), await hand.buyers()]).toEqual([1, 'u1 by pin', 1]);
    await hand.expectRebuilt();
    expect(await hand.link('cus_2', 'u1')).toMatchObject({ changed: false });
    const moves = await getPool().query('select sale_id, from_person, to_person, cause from person_move');
    expect(moves.rows).toEqual([{ sale_id: expect.any(String), from_person: 'u2', to_person: 'u1', cause: 'pin' }]);
    await hand.undo(actionId);
    expect(await hand.digest()).toEqual(before);
    await expect(hand.undo(actionId)).rejects.toThrow('undone already');
  });

  test('a customer that is unlinked stands for itself', async () => {
    await hand.harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u1'));
    const before = await hand.digest();
    const { actionId } = await hand.unlink('cus_2');
    expect([await hand.personOf('cus_2'), await hand.buyers()]).toEqual(['cus_2 by pin', 2]);
    await expect(hand.unlink('cus_2')).rejects.toThrow('stands for itself already');
    await hand.harness.deliver(...bought('cus_2', 'u1'));
    expect(await hand.personOf('cus_2')).toBe('cus_2 by pin');
    await hand.undo(actionId);
    expect(await hand.digest()).toEqual(before);
  });

  test('what something was built on is undone after that', async () => {
    await hand.harness.deliver(...bought('cus_1', 'u1'));
    const before = await hand.digest();
    const [first, second] = [await hand.link('cus_1', 'u2'), await hand.link('cus_1', 'u3')];
    await expect(hand.undo(first.actionId)).rejects.toThrow('“cus_1” was linked to somebody since: undo that first.');
    await hand.undo(second.actionId);
    expect(await hand.personOf('cus_1')).toBe('u2 by pin');
    await hand.undo(first.actionId);
    expect(await hand.digest()).toEqual(before);
  });

  test('a link outlives other rules', async () => {
    await hand.harness.deliver(...bought('cus_1', 'u1', { email: 'c@y.com' }), ...bought('cus_2', 'u2'));
    await hand.link('cus_1', 'u2');
    await saveMapping({
      ...{ ...hand.actor, connectionId, rules: [{ kind: 'email' }], settings: identitySettings.parse({}) },
    });
    await applyMappings();
    expect([await hand.personOf('cus_1'), await hand.personOf('cus_2')]).toEqual(['u2 by pin', 'cus_2 by fallback']);
    await hand.expectRebuilt();
  });

  test('F35 a customer of another workspace is unknown', async () => {
    await hand.harness.deliver(...bought('cus_1', 'u1'));
    const { actionId } = await hand.link('cus_1', 'u2');
    const stranger = { workspaceId: 'ws_stranger', userId: null };
    await expect(linkCustomer(stranger, { connectionId, customerId: 'cus_1', personId: 'u9' })).rejects.toThrow(
      'no such',
    );
    await expect(undoAction(stranger, actionId ?? '')).rejects.toThrow('no such action');
    await expect(mergePeople(stranger, { ...live, alias: 'u2', to: 'u1' })).rejects.toThrow('no person');
  });
});

test('what was done about a person is told', async () => {
  await hand.harness.deliver(...bought('cus_1', 'u1'), ...bought('cus_2', 'u2'));
  const first = await linkCustomer(hand.actor, {
    connectionId,
    customerId: 'cus_2',
    personId: 'u1',
    reason: 'She said so',
  });
  await hand.undo(first.actionId);
  await hand.merge('u2', 'u1');
  const { actions, moves } = await loadPersonHistory(hand.actor.workspaceId, { ...live, personId: 'u1' });
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
  const page = await loadActions(hand.actor.workspaceId, { mode: 'live', search: 'she' });
  expect(page).toMatchObject({ actions: [{ kind: 'link' }], nextCursor: null });
  expect(await loadActions(hand.actor.workspaceId, { mode: 'test', search: '' })).toMatchObject({ actions: [] });
});

describe('any words in any order', () => {
  const customers = ['cus_1', 'cus_2', 'cus_3', 'cus_4'] as const;
  const anyId = fc.constantFrom('u1', 'u2', 'anon', 'c@y.com', ...customers);
  const anyWord = fc.oneof(
    fc.record({ say: fc.constant('link' as const), a: fc.constantFrom(...customers), b: anyId }),
    fc.record({ say: fc.constant('unlink' as const), a: fc.constantFrom(...customers), b: anyId }),
    fc.record({ say: fc.constant('alias' as const), a: anyId, b: anyId }),
  );

  test('a rebuild finds the same, and undoing all of them, whichever first, gives the former ledger', async () => {
    await hand.harness.deliver(
      ...[...bought('cus_1', 'u1'), ...bought('cus_2', 'u2'), ...bought('cus_3', null)],
      ...bought('cus_4', null, { email: 'c@y.com' }),
    );
    const before = await hand.digest();
    await fc.assert(
      fc.asyncProperty(fc.array(anyWord, { minLength: 3, maxLength: 10 }), fc.nat(), async (words, turn) => {
        await getPool().query('delete from identity_action'); // of the run before: all are undone
        let open: string[] = [];
        for (const { say, a, b } of words) {
          const { actionId } = await hand[say](a, b).catch(refused);
          if (actionId) open.push(actionId);
        }
        await hand.expectRebuilt();
        const first = turn % (open.length || 1);
        open = [...open.slice(first), ...open.slice(0, first)];
        for (let left = open.length; left > 0; left = open.length) {
          const stays: string[] = [];
          for (const id of open) if (!(await hand.undo(id).catch(refused)).changed) stays.push(id);
          open = stays;
          expect(open.length).toBeLessThan(left);
        }
        expect(await hand.digest()).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });

  const refused = (error: unknown): Done => {
    if (!(error instanceof AppError)) throw error;
    return { actionId: null, changed: false, moved: 0 };
  };
});
