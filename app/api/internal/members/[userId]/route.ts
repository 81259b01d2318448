import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { ROLES } from '@/lib/auth/roles';
import { changeMemberRole } from '@/lib/workspace/change-member-role';
import { removeMember } from '@/lib/workspace/remove-member';

const params = z.object({ userId: z.string() });
const change = z.object({ role: z.enum(ROLES) });

export const PATCH = mutation({ role: 'admin', body: change, params }, ({ viewer, body, params: { userId } }) =>
  changeMemberRole(viewer.account.workspaceId, { userId: viewer.user.id, role: viewer.role }, userId, body.role),
);

// Anyone may leave, so the verb decides.
export const DELETE = mutation({ role: 'viewer', body: nothing, params }, ({ viewer, params: { userId } }) =>
  removeMember(viewer.account.workspaceId, { userId: viewer.user.id, role: viewer.role }, userId),
);
