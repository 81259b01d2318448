import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { saveMapping } from '@/lib/identity/save-mapping';
import { identityRules, identitySettings } from '@/lib/identity/types';
import { requireConnection } from '@/lib/workspace/require-connection';

const body = z.object({
  rules: identityRules,
  settings: identitySettings.prefault({}),
  reason: z.string().trim().max(500).optional(),
});
const params = z.object({ connectionId: z.string() });

export const PUT = mutation({ role: 'admin', body, params }, async ({ viewer, body, params: { connectionId } }) => {
  const { workspaceId } = viewer.account;
  await requireConnection(workspaceId, connectionId);
  return { version: await saveMapping({ workspaceId, connectionId, userId: viewer.user.id, ...body }) };
});
