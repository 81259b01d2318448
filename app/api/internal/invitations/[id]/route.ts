import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { revokeInvitation } from '@/lib/workspace/revoke-invitation';

const params = z.object({ id: z.string() });

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  revokeInvitation(viewer.account.workspaceId, { userId: viewer.user.id, role: viewer.role }, id),
);
