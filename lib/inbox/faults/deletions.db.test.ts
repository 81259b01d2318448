import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { at, event, type FakeEvent, item, price, subscription } from '../testing/stripe-objects';
import { Random } from './testing/random';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

const SEEDS = 100;
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

const START = at('2026-01-05');

type Make = (id: string) => { prefix: string; object: ReturnType<typeof price>; slim: boolean };

const KINDS: Record<string, Make> = {
  product: (id) => ({ prefix: 'product', object: { id: `prod_${id}`, object: 'product', name: 'Seat' }, slim: true }),
  price: (id) => ({ prefix: 'price', object: price(`price_${id}`, 1000), slim: true }),
  customer: (id) => ({
    prefix: 'customer',
    object: { id: `cus_${id}`, object: 'customer', email: 'a@example.com', created: START },
    slim: true,
  }),
  subscription: (id) => ({
    prefix: 'customer.subscription',
    object: subscription(`sub_${id}`, `cus_${id}`, [item(`si_${id}`, price('price_1', 1000))], START),
    slim: false,
  }),
};

/** Created, updated, deleted, and an update that was stale when it was sent: before, with or after the deletion. */
function lifeOf(make: Make, seed: number): FakeEvent[] {
  const random = new Random(seed);
  const { prefix, object, slim } = make(String(seed));
  const deletedAt = START + random.between(0, 2) * 86_400;
  const stale = deletedAt + random.pick([-1, 0, 0, 1, 90, 86_400]);
  const gone = slim
    ? { id: object.id, object: object.object, deleted: true }
    : { ...object, status: 'canceled', ended_at: deletedAt };
  const named = (type: string, when: number, body: typeof object) =>
    event(`${prefix}.${type}`, when, body, { id: `evt_${random.word()}` });
  return random.shuffle([
    named('created', START, object),
    named('updated', START, { ...object, description: 'changed' }),
    named('deleted', deletedAt, gone),
    named('updated', Math.max(START, stale), { ...object, description: 'changed again' }),
  ]);
}

const ALIVE: Record<string, string> = {
  product: 'select id from catalog_item where not deleted',
  price: 'select id from catalog_item where not deleted',
  customer: "select id from ledger_owner where not deleted and id like 'cus%'",
  subscription: 'select subscription_id as id from mrr_span where to_day is null',
};
const GONE: Record<string, string> = {
  product: "select id from catalog_item where deleted and name = 'Seat'",
  price: 'select id from catalog_item where deleted',
  customer: "select id from ledger_owner where deleted and email = 'a@example.com'",
  subscription: "select distinct object_id as id from object_version where kind = 'subscription'",
};

describe.each(Object.entries(KINDS))('F28 a deleted %s', (kind, make) => {
  test(`stays deleted whatever comes late, in ${SEEDS} orders`, async () => {
    const lives = Array.from({ length: SEEDS }, (_, seed) => lifeOf(make, seed + 1));
    // Round by round, so that the parts of a life meet in the database and not in one batch.
    for (let round = 0; round < 4; round += 1) await harness.deliver(...lives.flatMap((events) => events[round] ?? []));
    const alive = await getPool().query<{ id: string }>(ALIVE[kind] ?? '');
    expect(alive.rows.map(({ id }) => id)).toEqual([]);
    expect((await getPool().query(GONE[kind] ?? '')).rowCount).toBe(SEEDS);
  });

  test('is there until it is deleted (control)', async () => {
    await harness.deliver(...lifeOf(make, 1).filter(({ type }) => !type.endsWith('.deleted')));
    expect((await getPool().query(ALIVE[kind] ?? '')).rowCount).toBe(1);
  });
});
