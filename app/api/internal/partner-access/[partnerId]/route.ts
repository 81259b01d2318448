import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { invitePartner, revokePartnerAccess } from '@/lib/partner-portal/invite-partner';

const params = z.object({ partnerId: z.string() });

/** Makes a link that lets the partner in. */
export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { partnerId } }) =>
  invitePartner({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, partnerId),
);

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { partnerId } }) =>
  revokePartnerAccess(viewer.account.workspaceId, partnerId),
);
