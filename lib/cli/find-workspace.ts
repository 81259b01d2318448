import { getDb } from '@/lib/db/client';
import { UsageError } from './command';

/** The workspace that was named, or the first one. */
export async function findWorkspace(id: string | undefined): Promise<string> {
  const workspace = id
    ? await getDb().workspace.findUnique({ where: { id } })
    : await getDb().workspace.findFirst({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  if (workspace) return workspace.id;
  throw new UsageError(id ? `There is no workspace ${id}.` : 'There is no workspace yet: set up the first one.');
}

/** All of them, or the one that was named. */
export async function findWorkspaces(id: string | undefined): Promise<{ id: string; name: string }[]> {
  const where = id ? { id: await findWorkspace(id) } : {};
  return getDb().workspace.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}
