import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { at, charge, event } from '../testing/stripe-objects';
import { inboxDigest } from './testing/inbox-digest';
import { POISON, type Poison } from './testing/poison';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

function bodyOf({ type, object, previous }: Poison, id = 'evt_poison'): Buffer {
  const data =
    previous === undefined ? `{"object":${object}}` : `{"object":${object},"previous_attributes":${previous}}`;
  return Buffer.from(
    `{"id":"${id}","object":"event","type":"${type}","created":${at('2026-02-01')},"livemode":true,"data":${data}}`,
  );
}

const post = async (body: Buffer) => expect((await postBody(harness.connectionId, body)).status).toBe(200);
const good = (id: string, customer: string) =>
  Buffer.from(
    JSON.stringify(event('charge.succeeded', '2026-02-02', charge(`ch_${id}`, customer, 500, '2026-02-02'), { id })),
  );

async function eventsById() {
  const rows = await getPool().query<{ id: string; state: string; reason: string | null; payload: string }>(
    'select id, state, reason, payload from stripe_event',
  );
  return new Map(rows.rows.map((row) => [row.id, row]));
}

test.each(POISON.map((poison) => [poison.name, poison] as const))(
  'F25 %s: 200, stored to the byte, and in nobody’s way',
  async (_name, poison) => {
    const body = bodyOf(poison);
    await post(good('evt_before', 'cus_other'));
    await post(body);
    await post(good('evt_after', 'cus_p'));
    await projectPending();

    const events = await eventsById();
    const stored = events.get('evt_poison');
    expect(stored?.payload).toBe(body.toString());
    const { outcome } = poison;
    expect(stored?.state).toBe(typeof outcome === 'string' ? outcome : 'failed');
    if (typeof outcome === 'string') expect(stored?.reason).toBeNull();
    else expect(stored?.reason).toMatch(outcome.failed);
    expect([events.get('evt_before')?.state, events.get('evt_after')?.state]).toEqual(['projected', 'projected']);
    const sales = await getPool().query("select id from sale where id in ('ch_evt_before', 'ch_evt_after')");
    expect(sales.rowCount).toBe(2);

    const before = await inboxDigest(getPool(), harness.account.workspaceId);
    const rebuilt = await rebuildWorkspace(harness.account.workspaceId);
    expect(rebuilt.after).toBe(rebuilt.before);
    expect(await inboxDigest(getPool(), harness.account.workspaceId)).toBe(before);
  },
);

test('F25 all of it in one batch: what can be read is projected, the rest is named, and it can be rebuilt', async () => {
  for (const [index, poison] of POISON.entries()) {
    await post(bodyOf(poison, `evt_${index}`));
    await post(good(`evt_good_${index}`, `cus_${index}`));
  }
  await projectPending();
  const events = await eventsById();
  for (const [index, { name, outcome }] of POISON.entries()) {
    expect(events.get(`evt_${index}`)?.state, name).toBe(typeof outcome === 'string' ? outcome : 'failed');
    expect(events.get(`evt_good_${index}`)?.state, name).toBe('projected');
  }
  const broken = await getPool().query("select message from ledger_issue where kind = 'fold_failed'");
  expect(broken.rows).toEqual([]);
  const rebuilt = await rebuildWorkspace(harness.account.workspaceId);
  expect(rebuilt.after).toBe(rebuilt.before);
});

test('F25 what PostgreSQL cannot hold is replaced in what is shown, and only there', async () => {
  const poison = POISON.find(({ name }) => name === 'U+0000 in a name');
  if (!poison) throw new Error('the list has lost it');
  await post(bodyOf(poison));
  await projectPending();
  const owners = await getPool().query<{ name: string }>('select name from ledger_owner');
  expect(owners.rows).toEqual([{ name: 'a\uFFFDb' }]);
});

test('F25 an event nested deeper than can be walked is 400 or stored, never a crash', async () => {
  for (const levels of [1000, 20_000, 150_000]) {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const body = bodyOf(
      { name: '', type: 'x.y', object: `{"id":"x","object":"x","deep":${deep}}`, outcome: 'ignored' },
      `evt_${levels}`,
    );
    const { status } = await postBody(harness.connectionId, body);
    expect([200, 400]).toContain(status);
  }
  await projectPending();
  const pending = await getPool().query("select from stripe_event where state = 'pending'");
  expect(pending.rowCount).toBe(0);
});
