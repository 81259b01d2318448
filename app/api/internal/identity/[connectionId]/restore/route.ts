import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { restoreMapping } from '@/lib/identity/save-mapping';
import { requireConnection } from '@/lib/workspace/require-connection';

const body = z.object({ version: z.number().int().min(0), reason: z.string().trim().max(500).optional() });
const params = z.object({ connectionId: z.string() });

export const POST = mutation({ role: 'admin', body, params }, async ({ viewer, body, params: { connectionId } }) => {
  const { workspaceId } = viewer.account;
  await requireConnection(workspaceId, connectionId);
  return { version: await restoreMapping({ workspaceId, connectionId, userId: viewer.user.id, ...body }) };
});
