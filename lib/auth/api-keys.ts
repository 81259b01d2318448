import { createHash, randomBytes } from 'node:crypto';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { newId } from './new-id';

export type ApiKeyKind = 'secret' | 'public';

export interface FoundApiKey {
  workspaceId: string;
  id: string;
  kind: ApiKeyKind;
}

export interface NewApiKey {
  workspaceId: string;
  name: string;
  kind: ApiKeyKind;
  createdById?: string | null;
  /** A key chosen outside, e.g. HEADWATER_API_KEY; one is made when absent. */
  key?: string;
}

const MINIMUM_LENGTH = 16;
const TOUCH_EVERY_MS = 60_000;

/** Returns the key itself: the only time it exists in clear. Giving the same outside key twice changes nothing. */
export async function createApiKey(input: NewApiKey): Promise<{ id: string; key: string; hint: string }> {
  const name = input.name.trim();
  if (!name) throw new AppError('unprocessable', 'Give the key a name.', 'name');
  const key = input.key ?? generateKey(input.kind);
  if (key.length < MINIMUM_LENGTH) {
    throw new AppError('unprocessable', `An API key needs at least ${MINIMUM_LENGTH} characters.`, 'key');
  }
  const hash = hashApiKey(key);
  const same = await getDb().apiKey.findFirst({ where: { workspaceId: input.workspaceId, hash, revokedAt: null } });
  if (same) return { id: same.id, key, hint: same.hint };
  const row = await getDb().apiKey.create({
    data: {
      workspaceId: input.workspaceId,
      id: newId('key'),
      name,
      kind: input.kind,
      hint: hintOf(key),
      hash,
      open: input.kind === 'public' ? key : null,
      createdById: input.createdById ?? null,
    },
  });
  return { id: row.id, key, hint: row.hint };
}

/** The living key that was presented, or null. Remembers at most once a minute that it was used. */
export async function findApiKey(presented: string): Promise<FoundApiKey | null> {
  if (presented.length < MINIMUM_LENGTH || presented.length > 512) return null;
  const row = await getDb().apiKey.findFirst({ where: { hash: hashApiKey(presented), revokedAt: null } });
  if (!row) return null;
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
    await getDb().apiKey.updateMany({
      where: { workspaceId: row.workspaceId, id: row.id },
      data: { lastUsedAt: new Date() },
    });
  }
  return { workspaceId: row.workspaceId, id: row.id, kind: row.kind === 'public' ? 'public' : 'secret' };
}

/** The latest living public key of a workspace, as it stands in the pages of its site; null where there is none. */
export async function publicKeyOf(workspaceId: string): Promise<string | null> {
  const row = await getDb().apiKey.findFirst({
    where: { workspaceId, kind: 'public', revokedAt: null, open: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { open: true },
  });
  return row?.open ?? null;
}

export async function revokeApiKey(workspaceId: string, id: string): Promise<void> {
  const { count } = await getDb().apiKey.updateMany({
    where: { workspaceId, id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw new AppError('not_found', 'There is no such API key.');
}

export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function generateKey(kind: ApiKeyKind): string {
  return `${kind === 'secret' ? 'hw_sk' : 'hw_pk'}_${randomBytes(24).toString('hex')}`;
}

function hintOf(key: string): string {
  return `${/^hw_[sp]k_/.exec(key)?.[0] ?? ''}…${key.slice(-4)}`;
}
