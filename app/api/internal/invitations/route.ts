import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { ROLES } from '@/lib/auth/roles';
import { emailAddress } from '@/lib/workspace/create-first-owner';
import { inviteMember } from '@/lib/workspace/invite-member';

const invitation = z.object({ email: emailAddress, role: z.enum(ROLES) });

export const POST = mutation({ role: 'admin', body: invitation, params: nothing }, ({ viewer, body }) =>
  inviteMember(viewer.account.workspaceId, { userId: viewer.user.id, role: viewer.role }, body),
);
