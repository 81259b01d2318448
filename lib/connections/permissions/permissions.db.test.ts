import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { metrics } from '@/lib/metrics/registry';
import { setConnectionKey } from '@/lib/workspace/set-connection-key';
import { createSandboxAccount } from '@/sandbox/account';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { METRIC_PERMISSIONS, permissionsOf } from './metric-permissions';
import { missingPermissions } from './missing-permissions';
import { PERMISSIONS } from './permissions';
import { probePermissions } from './probe-permissions';
import { probeStaleKeys } from './probe-stale-keys';

let harness: Harness;
let sandbox: SandboxServer;
const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });

beforeAll(async () => {
  harness = await startHarness();
  sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
});
afterAll(async () => {
  await sandbox.close().catch(() => {});
  await harness.close();
});

const source = () => ({ workspaceId: harness.account.workspaceId, id: harness.connectionId });

async function probe(key: string) {
  await getDb().connection.updateMany({
    where: source(),
    data: { apiKeyCipher: seal(key), apiKeyMode: key.includes('_test_') ? 'test' : 'live' },
  });
  const report = await probePermissions(source());
  if (!report) throw new Error('no key');
  return report;
}

/** The part of a path by which the sandbox, as Stripe, restricts. */
const resourceOf = (list: string) => list.split('/')[2] ?? '';

describe('FK-08…FK-12 FK-50 each permission missing in turn is named, and nothing else', () => {
  test.each(PERMISSIONS.map(({ id, list }) => [id, list] as const))('%s', async (id, list) => {
    const key = `rk_live_without_${id}`;
    sandbox.keys.restrict(key, { '*': 'read', [resourceOf(list)]: 'none' });
    const report = await probe(key);
    expect(PERMISSIONS.filter((one) => report.access[one.id] !== 'granted').map((one) => one.id)).toEqual([id]);
    expect(report).toMatchObject({ kind: 'restricted', accepted: true, writes: [], problem: null });
    const missing = await missingPermissions(source().workspaceId, true);
    expect(missing.map((one) => [one.id, one.source])).toEqual([[id, 'Stripe']]);
    expect(await missingPermissions(source().workspaceId, false)).toEqual([]);
  });
});

test('FK-13 a key that may write is told from one that may not, and nothing is written', async () => {
  const before = account.events().length;
  sandbox.keys.restrict('rk_live_writer', { '*': 'read', customers: 'write', subscriptions: 'write' });
  expect((await probe('rk_live_writer')).writes).toEqual(['customers', 'subscriptions']);
  expect(await probe('sk_live_full')).toMatchObject({ kind: 'full', writes: [] });
  expect(account.events().length).toBe(before);
});

test('a key is tried once a day without being asked, and one that was never tried at once', async () => {
  sandbox.keys.restrict('rk_live_daily', { '*': 'read' });
  await probe('rk_live_daily');
  const stored = () => getDb().connection.findFirstOrThrow({ where: source() });
  expect(await probeStaleKeys(new Date())).toBe(0);
  sandbox.keys.restrict('rk_live_daily', { '*': 'read', invoices: 'none' });
  const tomorrow = new Date(Date.now() + 25 * 60 * 60_000);
  expect(await probeStaleKeys(tomorrow)).toBe(1);
  expect((await missingPermissions(source().workspaceId, true)).map(({ id }) => id)).toEqual(['invoices']);

  // What is known stands while Stripe cannot be reached.
  const { permissions } = await stored();
  process.env.STRIPE_API_BASE = 'http://127.0.0.1:9';
  expect(await probeStaleKeys(tomorrow)).toBe(1);
  process.env.STRIPE_API_BASE = sandbox.url;
  expect((await stored()).permissions).toEqual(permissions);

  await setConnectionKey(source().workspaceId, source().id, 'rk_live_daily');
  expect((await stored()).permissionsAt).toBeNull();
  expect(await probeStaleKeys(new Date())).toBe(1);
  expect((await stored()).permissionsAt).not.toBeNull();
});

test('a key that Stripe knows no more, and a Stripe that cannot be reached, are no missing permissions', async () => {
  sandbox.keys.revoke('rk_live_gone');
  const gone = await probe('rk_live_gone');
  expect(gone).toMatchObject({ accepted: false, problem: 'Stripe does not accept the API key.' });
  expect(Object.values(gone.access)).not.toContain('missing');

  await sandbox.close();
  const unreached = await probe('rk_live_reader');
  expect(unreached).toMatchObject({ accepted: true, problem: 'Stripe could not be reached for all of it.' });
  expect(new Set(Object.values(unreached.access))).toEqual(new Set(['untried']));
});

test('FK-50 every metric says what it needs', () => {
  expect(Object.keys(METRIC_PERMISSIONS)).toEqual(expect.arrayContaining(Object.keys(metrics)));
  expect([...permissionsOf(['mrr'])]).toContain('subscriptions');
});
