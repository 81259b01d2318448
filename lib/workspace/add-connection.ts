import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';

/** The id becomes part of the webhook address, so it is not guessable. */
export async function addConnection(workspaceId: string, name: string): Promise<{ id: string }> {
  const id = newId('conn');
  await getDb().connection.create({ data: { workspaceId, id, name } });
  return { id };
}
