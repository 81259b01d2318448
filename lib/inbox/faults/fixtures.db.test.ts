import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { hasFixtures, loadFixtures } from './testing/fixtures';
import { privateMembers } from './testing/private-members';
import { Random } from './testing/random';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

describe.skipIf(!hasFixtures)('recorded payloads of other projects', () => {
  const fixtures = loadFixtures();
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
    for (const { name, body } of new Random(1).shuffle(fixtures)) {
      expect((await postBody(harness.connectionId, body)).status, name).toBe(200);
    }
    await projectPending();
  });
  afterAll(() => harness.close());

  test('each is acknowledged and settled: read, ignored, or parked with the member that is wrong', async () => {
    expect(fixtures.length).toBeGreaterThan(300);
    const rows = await getPool().query<{ id: string; state: string; reason: string | null }>(
      'select id, state, reason from stripe_event',
    );
    expect(rows.rows).toHaveLength(fixtures.length);
    const count = (state: string) => rows.rows.filter((row) => row.state === state).length;
    expect(count('pending')).toBe(0);
    expect(count('projected')).toBeGreaterThan(90);
    const unnamed = rows.rows.filter(
      ({ state, reason }) => state === 'failed' && !/^data\.object\.[a-z_]/.test(reason ?? ''),
    );
    expect(unnamed).toEqual([]);
    const broken = await getPool().query("select message from ledger_issue where kind = 'fold_failed'");
    expect(broken.rows).toEqual([]);
  });

  test('FK-07 no card data and no address of theirs is stored', async () => {
    const rows = await getPool().query<{ id: string; payload: string }>('select id, payload from stripe_event');
    const kept = rows.rows.flatMap(({ id, payload }) =>
      privateMembers(JSON.parse(payload)).map((member) => `${id} ${member}`),
    );
    expect(kept).toEqual([]);
    const sent = fixtures.flatMap(({ body }) => privateMembers(JSON.parse(body.toString())));
    expect(sent.length).toBeGreaterThan(100); // the control: there was something to remove
  });

  test('they can be rebuilt', async () => {
    const rebuilt = await rebuildWorkspace(harness.account.workspaceId);
    expect(rebuilt.after).toBe(rebuilt.before);
  });
});
