import { afterAll, beforeAll, expect, test } from 'vitest';
import { findApiKey } from '@/lib/auth/api-keys';
import { verifyPassword } from '@/lib/auth/passwords';
import { open } from '@/lib/auth/secret-box';
import { readEnvironment } from '@/lib/boot/environment';
import { closeDatabase, getDb } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '@/lib/db/testing/test-database';
import { applyEnvironment } from './apply-environment';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.HEADWATER_SECRET = 'a secret for this test only';
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const VARIABLES = {
  HEADWATER_OWNER_EMAIL: 'Owner@Example.com',
  HEADWATER_OWNER_PASSWORD: 'a long enough passphrase',
  HEADWATER_API_KEY: 'given-secret-key-0001',
  HEADWATER_PUBLIC_KEY: 'given-public-key-0001',
  HEADWATER_CURRENCY: 'EUR',
  HEADWATER_TIME_ZONE: 'Europe/Berlin',
  STRIPE_API_KEY: 'rk_test_0123456789',
  STRIPE_WEBHOOK_SECRET: 'whsec_first, whsec_second',
};

const apply = (changes: Partial<Record<keyof typeof VARIABLES, string>> = {}) =>
  applyEnvironment(readEnvironment({ NODE_ENV: 'test', ...VARIABLES, ...changes }).setup);

async function snapshot() {
  const db = getDb();
  const orderBy = { id: 'asc' } as const;
  return {
    users: await db.user.findMany({ orderBy }),
    workspaces: await db.workspace.findMany({ orderBy }),
    members: await db.member.findMany(),
    keys: await db.apiKey.findMany({ orderBy }),
    connections: await db.connection.findMany({ orderBy }),
    secrets: await db.webhookSecret.findMany({ orderBy }),
  };
}

async function webhookSecrets(): Promise<string[]> {
  const rows = await getDb().webhookSecret.findMany();
  return rows.map(({ cipher }) => open(cipher)).sort();
}

test('an empty environment sets nothing up', async () => {
  await applyEnvironment(readEnvironment({ NODE_ENV: 'test', STRIPE_API_KEY: '', HEADWATER_CURRENCY: ' ' }).setup);
  expect(await getDb().workspace.count()).toBe(0);
});

test('the first start makes the owner, the workspace, its keys and the connection "default"', async () => {
  await apply();
  const { users, workspaces, members, connections } = await snapshot();
  expect(users).toMatchObject([{ email: 'owner@example.com' }]);
  expect(await verifyPassword(users[0]?.passwordHash, VARIABLES.HEADWATER_OWNER_PASSWORD)).toBe(true);
  expect(workspaces).toMatchObject([{ currency: 'eur', timeZone: 'Europe/Berlin' }]);
  expect(members).toMatchObject([{ workspaceId: workspaces[0]?.id, userId: users[0]?.id, role: 'owner' }]);
  expect(await findApiKey(VARIABLES.HEADWATER_API_KEY)).toMatchObject({ kind: 'secret' });
  expect(await findApiKey(VARIABLES.HEADWATER_PUBLIC_KEY)).toMatchObject({ kind: 'public' });
  expect(connections).toMatchObject([{ id: 'default', apiKeyMode: 'test' }]);
  expect(open(connections[0]?.apiKeyCipher ?? '')).toBe(VARIABLES.STRIPE_API_KEY);
  expect(await webhookSecrets()).toEqual(['whsec_first', 'whsec_second']);
});

test('further starts, also two at once, change nothing', async () => {
  const withoutUse = ({ keys, ...rest }: Awaited<ReturnType<typeof snapshot>>) => ({
    ...rest,
    keys: keys.map(({ lastUsedAt: _, ...key }) => key),
  });
  const before = withoutUse(await snapshot());
  await Promise.all([apply(), apply()]);
  expect(withoutUse(await snapshot())).toEqual(before);
});

test('a password that was changed since is not set back', async () => {
  const before = await getDb().user.findFirst();
  await apply({ HEADWATER_OWNER_PASSWORD: 'another long passphrase' });
  expect(await getDb().user.findFirst()).toEqual(before);
});

test('keys and secrets follow the environment, and those of people stay', async () => {
  const { workspaces } = await snapshot();
  const workspaceId = workspaces[0]?.id ?? '';
  const cipher = (await getDb().webhookSecret.findFirst())?.cipher ?? '';
  await getDb().webhookSecret.create({
    data: { workspaceId, connectionId: 'default', id: 'wsec_by_hand', cipher, hint: '' },
  });

  await apply({ STRIPE_WEBHOOK_SECRET: 'whsec_third', HEADWATER_API_KEY: 'given-secret-key-0002' });
  const secrets = await webhookSecrets();
  expect(secrets).toHaveLength(2); // the new one, and the copy added by hand
  expect(secrets).toContain('whsec_third');
  expect(await findApiKey('given-secret-key-0001')).toBeNull();
  expect(await findApiKey('given-secret-key-0002')).toMatchObject({ kind: 'secret' });
});

test('a changed currency is a new version of the settings', async () => {
  await apply({ HEADWATER_CURRENCY: 'usd' });
  expect(await getDb().workspace.findFirst()).toMatchObject({ currency: 'usd', settingsVersion: 2 });
});

test('an environment that does not fit is refused with every mistake at once', () => {
  const read = () =>
    readEnvironment({ NODE_ENV: 'test', HEADWATER_CURRENCY: 'moon', HEADWATER_SECRET: 'short', PORT: 'x' });
  expect(read).toThrow(/PORT[\s\S]*HEADWATER_SECRET[\s\S]*HEADWATER_CURRENCY/);
  expect(() => readEnvironment({ NODE_ENV: 'test', HEADWATER_OWNER_EMAIL: 'a@b.co' })).toThrow(/set together/);
});
