import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { addWorkspace, withDatabase } from '@/lib/workspace/testing/with-database';
import { createApiKey, findApiKey, publicKeyOf, revokeApiKey } from './api-keys';

withDatabase();

test('F39 a key is shown once: the table holds its hash and a hint', async () => {
  await addWorkspace('keys');
  const { id, key, hint } = await createApiKey({ workspaceId: 'keys', name: 'Export', kind: 'secret' });
  expect(key).toMatch(/^hw_sk_[0-9a-f]{48}$/);
  expect(hint).toBe(`hw_sk_…${key.slice(-4)}`);
  const row = await getDb().apiKey.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: 'keys', id } } });
  expect(JSON.stringify(row)).not.toContain(key);
  expect(await findApiKey(key)).toEqual({ workspaceId: 'keys', id, kind: 'secret' });
  const used = await getDb().apiKey.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: 'keys', id } } });
  expect(used.lastUsedAt).not.toBeNull();
});

test('a revoked key is refused, and only its own workspace can revoke it (F35)', async () => {
  await addWorkspace('mine');
  await addWorkspace('theirs');
  const { id, key } = await createApiKey({ workspaceId: 'mine', name: 'A', kind: 'public' });
  await expect(revokeApiKey('theirs', id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await findApiKey(key)).toMatchObject({ kind: 'public' });
  // It stands in the pages of a site, so that it can be shown again.
  expect([await publicKeyOf('mine'), await publicKeyOf('theirs')]).toEqual([key, null]);
  await revokeApiKey('mine', id);
  expect(await publicKeyOf('mine')).toBeNull();
  expect(await findApiKey(key)).toBeNull();
  await expect(revokeApiKey('mine', id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a key chosen outside is taken as it is, and giving it again changes nothing', async () => {
  await addWorkspace('outside');
  const chosen = { workspaceId: 'outside', name: 'env', kind: 'secret', key: 'sixteen-letters!' } as const;
  const first = await createApiKey(chosen);
  expect(await createApiKey(chosen)).toEqual(first);
  expect(first.hint).toBe('…ers!');
  expect(await findApiKey('sixteen-letters!')).toMatchObject({ workspaceId: 'outside' });
  await expect(createApiKey({ ...chosen, key: 'too short' })).rejects.toMatchObject({ code: 'unprocessable' });
});

test('nonsense is no key', async () => {
  expect(await findApiKey('')).toBeNull();
  expect(await findApiKey('x'.repeat(100_000))).toBeNull();
  expect(await findApiKey('hw_sk_000000000000000000000000')).toBeNull();
});
