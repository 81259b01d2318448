import { getDb } from '@/lib/db/client';

export interface ApiKeyRow {
  id: string;
  name: string;
  kind: 'secret' | 'public';
  hint: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** The living keys of a workspace; of a key itself only the hint. */
export async function loadApiKeys(workspaceId: string): Promise<ApiKeyRow[]> {
  const rows = await getDb().apiKey.findMany({
    where: { workspaceId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(({ id, name, kind, hint, createdAt, lastUsedAt }) => ({
    id,
    name,
    kind: kind === 'public' ? 'public' : 'secret',
    hint,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}
