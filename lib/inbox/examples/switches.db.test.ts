import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { companyHistory } from '../faults/testing/history';
import { Random } from '../faults/testing/random';
import { ledgerDigest } from '../ledger-digest';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { reconsiderIgnored } from '../reconsider-ignored';
import { replayEvents } from '../replay/replay-events';
import { type Harness, startHarness } from '../testing/harness';
import {
  at,
  charge,
  event,
  type FakeEvent,
  invoice,
  item,
  price,
  refund,
  subscription,
} from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.reset();
  await turn({ notifications: true, trackNewPurchases: true });
});

const turn = (switches: { notifications?: boolean; trackNewPurchases?: boolean }) =>
  getDb().connection.updateMany({ data: switches });
const reconsider = async () => {
  const count = await reconsiderIgnored(harness.account.workspaceId, harness.connectionId);
  await projectPending();
  return count;
};
const digest = async () => (await ledgerDigest(getPool(), harness.account.workspaceId)).all;
const stateOf = async (id?: string) =>
  (await getPool().query('select state, reason from stripe_event where id = $1', [id])).rows[0];
const countBy = async (state: string) =>
  (await getPool().query('select 1 from stripe_event where state = $1', [state])).rowCount;
/** Until nothing is pending: what goes on after all is read in the next round. */
const settle = async () => {
  while ((await projectPending()) > 0);
};

const WHEN = at('2026-03-01T10:00');
const life = (customer: string, from = WHEN): FakeEvent[] => {
  const of = price('price_1', 1000);
  const pay = charge(`ch_${customer}`, customer, 1000, from);
  return [
    event('customer.created', from, {
      id: customer,
      object: 'customer',
      email: `${customer}@example.com`,
      metadata: {},
    }),
    event(
      'customer.subscription.created',
      from,
      subscription(`sub_${customer}`, customer, [item(`si_${customer}`, of, 1)], from),
    ),
    event('invoice.paid', from + 1, invoice(`in_${customer}`, customer, 1000, from)),
    event('charge.succeeded', from + 1, pay),
    event('refund.created', from + 2, refund(`re_${customer}`, pay.id, 300, from + 2)),
  ];
};
const OFF = { state: 'ignored', reason: expect.stringContaining('switched off') };
const NEW = { state: 'ignored', reason: expect.stringContaining('not tracked') };
const READ = { state: 'projected', reason: null };

describe('RC-15 “Stripe server notifications”', () => {
  test('switched off, events are taken and kept, and are in the figures once it is on again', async () => {
    const [known, later] = [life('cus_1'), life('cus_2')];
    await harness.deliver(...known, ...later);
    const whole = await digest();
    await harness.reset();

    await harness.deliver(...known);
    const before = await digest();
    await turn({ notifications: false });
    await harness.deliver(...later);
    expect(await digest()).toBe(before);
    expect(await stateOf(later[0]?.id)).toEqual(OFF);
    expect(await reconsider()).toBe(later.length);
    expect(await digest()).toBe(before);

    await turn({ notifications: true });
    expect(await reconsider()).toBe(later.length);
    expect(await digest()).toBe(whole);
    expect(await countBy('ignored')).toBe(0);
  });

  test('a rebuild and a replay leave what was read before in the figures, and the rest out of them', async () => {
    await harness.deliver(...life('cus_1'));
    await turn({ notifications: false });
    await harness.deliver(...life('cus_2'));
    const before = await digest();
    expect((await rebuildWorkspace(harness.account.workspaceId)).changed).toEqual([]);
    expect(await digest()).toBe(before);
    await replayEvents(harness.account, {});
    await projectPending();
    expect(await digest()).toBe(before);
    expect(await countBy('ignored')).toBe(5);
  });

  test('what is read from Stripe on purpose goes on', async () => {
    await turn({ notifications: false });
    const customer = { id: 'cus_1', object: 'customer', email: 'ada@example.com', metadata: {} };
    await harness.deliver(event('customer.pulled', WHEN, customer, { id: 'pull_cus_1_1' }));
    expect(await stateOf('pull_cus_1_1')).toEqual(READ);
  });
});

describe('RC-15 “Track new purchases from server notifications”', () => {
  test('switched off, those who are known go on, and all others are kept until it is on again', async () => {
    const [first, ...rest] = life('cus_1');
    const stranger = life('cus_2');
    const plan = event('product.created', WHEN, { id: 'prod_1', object: 'product', name: 'Plan', active: true });
    if (!first) throw new Error('a life begins');
    await harness.deliver(first);
    await turn({ trackNewPurchases: false });
    await harness.deliver(...rest, ...stranger, plan);
    for (const { id } of [...rest, plan]) expect([id, await stateOf(id)]).toEqual([id, READ]);
    for (const { id } of stranger) expect([id, await stateOf(id)]).toEqual([id, NEW]);
    const owners = await getPool().query('select distinct owner_id from object_version where owner_id <> $1', ['']);
    expect(owners.rows).toEqual([{ owner_id: 'cus_1' }]);

    const before = await digest();
    expect((await rebuildWorkspace(harness.account.workspaceId)).changed).toEqual([]);
    await replayEvents(harness.account, {});
    await settle();
    expect(await digest()).toBe(before);

    await turn({ trackNewPurchases: true });
    await reconsider();
    const all = await digest();
    await harness.reset();
    await harness.deliver(...[first, ...rest, ...stranger, plan].reverse());
    expect(await digest()).toBe(all);
  });

  test('a refund that comes before the charge of somebody known goes on as soon as the charge has come', async () => {
    const [created, , , paid, refunded] = life('cus_1');
    if (!created || !paid || !refunded) throw new Error('a life has payments');
    await harness.deliver(created);
    await turn({ trackNewPurchases: false });
    await harness.deliver(refunded);
    expect(await stateOf(refunded.id)).toEqual(NEW);
    await harness.deliver(paid);
    await settle();
    expect(await stateOf(refunded.id)).toEqual(READ);
  });

  test('the payment of a guest is new, and what belongs to it as well, also when it is read from Stripe', async () => {
    const paid = charge('ch_guest', null, 2500, WHEN, { payment_intent: 'pi_guest' });
    const events = [
      event('charge.succeeded', WHEN, paid),
      event('refund.created', WHEN + 1, refund('re_guest', 'ch_guest', 500, WHEN + 1)),
      event('refund.pulled', WHEN + 9, refund('re_guest', 'ch_guest', 500, WHEN + 1), { id: 'pull_re_guest_1' }),
    ];
    await turn({ trackNewPurchases: false });
    await harness.deliver(...events);
    for (const { id } of events) expect([id, await stateOf(id)]).toEqual([id, NEW]);
    await harness.deliver(event('charge.pulled', WHEN + 9, paid, { id: 'pull_ch_guest_1' }));
    await settle();
    for (const { id } of events) expect([id, await stateOf(id)]).toEqual([id, READ]);
  });

  test('which events go on does not depend on the order in which they come', async () => {
    const events = companyHistory(11, 30);
    const customers = [
      ...new Set(events.flatMap(({ data }) => (data.object.object === 'customer' ? data.object.id : []))),
    ];
    const known = events.filter(
      ({ type, data }) => type === 'customer.created' && customers.indexOf(data.object.id) % 2 === 0,
    );
    const rest = events.filter((one) => !known.includes(one));
    const digests = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      await harness.reset();
      await turn({ trackNewPurchases: true });
      await harness.deliver(...known);
      await turn({ trackNewPurchases: false });
      const shuffled = new Random(seed).shuffle(rest);
      for (let from = 0; from < shuffled.length; from += 40) await harness.deliver(...shuffled.slice(from, from + 40));
      await settle();
      expect(await countBy('ignored')).toBeGreaterThan(50);
      expect((await rebuildWorkspace(harness.account.workspaceId)).changed).toEqual([]);
      digests.add(await digest());
    }
    expect(digests.size).toBe(1);
  });
});
