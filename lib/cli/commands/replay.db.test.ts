import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { G1 } from '@/lib/inbox/examples/testing/golden-set';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { replay } from './replay';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.deliver(...G1);
});
afterAll(() => harness.close());

async function said(...args: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(await replay.run(args)).toBe(0);
  const text = log.mock.calls.flat().join('\n');
  log.mockRestore();
  error.mockRestore();
  return text;
}

test('D8 headwater replay tries, says what would change, and replays', async () => {
  const digest = async () => (await ledgerDigest(getPool(), harness.account.workspaceId)).all;
  const before = await digest();
  expect(await said('--all', '--dry-run')).toContain(`${G1.length} of ${G1.length} events, 17 customers`);
  expect(await said('--all', '--dry-run')).toContain('No row changes.');
  await getPool().query("delete from mrr_span where owner_id = 'cus_1'");
  const found = await said('--event', G1[0]?.id ?? '', '--dry-run');
  expect(found).toContain('mrr_span mrr: +1 −0 ~0 +$20.00');
  expect(found).toContain('added mrr_span cus_1 2026-01-10 mrr');
  expect(await said('--type', 'customer.subscription.*', '--from', '2026-01-01', '--to', '2026-02-01')).toBe(
    '17 events were replayed.',
  );
  expect(await digest()).toBe(before);
});

test('it wants to be told which events, and refuses what it cannot read', async () => {
  await expect(replay.run(['--dry-run'])).rejects.toThrow('--all');
  await expect(replay.run(['--from', 'yesterday'])).rejects.toThrow('--from');
  await expect(replay.run(['--state', 'lost'])).rejects.toThrow('--state');
});
