import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { saveIdentityMapping } from '@/lib/identity/save-mapping';
import { identityRules } from '@/lib/identity/types';
import { requireConnection } from '@/lib/workspace/require-connection';

const body = z.object({ rules: identityRules, reason: z.string().trim().max(500).optional() });
const params = z.object({ connectionId: z.string() });

export const PUT = mutation({ role: 'admin', body, params }, async ({ viewer, body, params: { connectionId } }) => {
  const { workspaceId } = viewer.account;
  await requireConnection(workspaceId, connectionId);
  return saveIdentityMapping({ workspaceId, connectionId, userId: viewer.user.id, ...body });
});
