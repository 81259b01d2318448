import { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { currencyCode, timeZoneName, workspaceName } from './settings';

export const newWorkspace = z.object({ name: workspaceName, currency: currencyCode, timeZone: timeZoneName });

/** Another workspace, owned by whoever makes it. */
export async function createWorkspace(userId: string, input: z.output<typeof newWorkspace>): Promise<{ id: string }> {
  const id = newId('ws');
  await getDb().$transaction([
    getDb().workspace.create({ data: { id, ...input } }),
    getDb().member.create({ data: { workspaceId: id, userId, role: 'owner' } }),
  ]);
  return { id };
}
