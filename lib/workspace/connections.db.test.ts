import { expect, test } from 'vitest';
import { open } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import { addConnection } from './add-connection';
import { addWebhookSecret } from './add-webhook-secret';
import { signingSecret, stripeApiKey } from './connection-inputs';
import { countAccount } from './count-account';
import { loadConnections } from './load-connections';
import { removeWebhookSecret } from './remove-webhook-secret';
import { setConnectionKey } from './set-connection-key';
import { addWorkspace, withDatabase } from './testing/with-database';
import { updateConnection } from './update-connection';

withDatabase();

const SECRET = 'whsec_abcdefghijklmnop';
const KEY = 'rk_test_abcdefghijklmnop';

test('F39 secrets and keys are stored sealed, and a screen gets only hints', async () => {
  await addWorkspace('sealed');
  const { id } = await addConnection('sealed', 'Stripe');
  await addWebhookSecret('sealed', id, SECRET);
  await setConnectionKey('sealed', id, KEY);
  const secret = await getDb().webhookSecret.findFirstOrThrow({ where: { connectionId: id } });
  const connection = await getDb().connection.findFirstOrThrow({ where: { id } });
  expect(secret.cipher + connection.apiKeyCipher).not.toMatch(/whsec_abc|rk_test_abc/);
  expect(open(secret.cipher)).toBe(SECRET);
  expect(open(connection.apiKeyCipher ?? '')).toBe(KEY);
  const screen = await loadConnections('sealed');
  expect(screen).toMatchObject([{ apiKeyMode: 'test', secrets: [{ hint: 'whsec_…mnop' }] }]);
  expect(JSON.stringify(screen)).not.toMatch(/whsec_abc|rk_test_abc|v1\./);
  await setConnectionKey('sealed', id, null);
  expect(await loadConnections('sealed')).toMatchObject([{ apiKeyMode: null }]);
});

test('two secrets are valid while one is rolled; adding one twice changes nothing', async () => {
  await addWorkspace('rolling');
  const { id } = await addConnection('rolling', 'Stripe');
  const old = await addWebhookSecret('rolling', id, SECRET);
  await addWebhookSecret('rolling', id, `${SECRET}2`);
  expect(await addWebhookSecret('rolling', id, SECRET)).toEqual(old);
  await removeWebhookSecret('rolling', id, old.id);
  expect((await loadConnections('rolling'))[0]?.secrets).toHaveLength(1);
});

test('F35 AM-01 another workspace finds none of it', async () => {
  await addWorkspace('ours');
  await addWorkspace('others');
  const { id } = await addConnection('ours', 'Stripe');
  const secret = await addWebhookSecret('ours', id, SECRET);
  const attempts = [
    () => addWebhookSecret('others', id, SECRET),
    () => removeWebhookSecret('others', id, secret.id),
    () => setConnectionKey('others', id, KEY),
    () => setConnectionKey('others', id, null),
    () => updateConnection('others', id, { name: 'Stolen' }),
    () => countAccount('others', id, 'acct_theirs'),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  expect(await loadConnections('others')).toEqual([]);
  expect(await loadConnections('ours')).toMatchObject([
    { name: 'Stripe', accountId: null, secrets: [{ id: secret.id }] },
  ]);
});

test('FK-16 whether a key is of live or of test mode is read off the key', async () => {
  await addWorkspace('modes');
  const { id } = await addConnection('modes', 'Stripe');
  for (const mode of ['live', 'test']) {
    for (const kind of ['rk', 'sk']) {
      await setConnectionKey('modes', id, `${kind}_${mode}_abcdefghijklmnop`);
      expect((await loadConnections('modes'))[0]?.apiKeyMode).toBe(mode);
    }
  }
});

test('inputs are told from each other', () => {
  expect(signingSecret.safeParse(' whsec_abcdefghijkl ').success).toBe(true);
  expect(signingSecret.safeParse('sk_live_abcdefghijkl').success).toBe(false);
  expect(stripeApiKey.safeParse(KEY).success).toBe(true);
  expect(stripeApiKey.safeParse('pk_live_abcdefghijkl').error?.issues[0]?.message).toContain('publishable');
});

test('what a key may not read is said on the source, each in its own words', async () => {
  await addWorkspace('reading');
  const { id } = await addConnection('reading', 'Stripe');
  const [workspaceId, connectionId, pulledAt] = ['reading', id, new Date('2026-03-01')];
  const lacks = (permission: string) => `The API key lacks the permission “${permission}”.`;
  const rows = [
    { kind: 'terms', problem: lacks('Prices: read') },
    { kind: 'balance_transaction', problem: lacks('Balance transactions: read') },
  ];
  for (const row of rows) await getDb().pullCursor.create({ data: { workspaceId, connectionId, pulledAt, ...row } });
  expect(await loadConnections('reading')).toMatchObject([
    { fees: { problem: lacks('Balance transactions: read') }, termsProblem: lacks('Prices: read') },
  ]);
});
