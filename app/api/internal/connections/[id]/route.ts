import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { connectionColour, connectionName } from '@/lib/workspace/connection-inputs';
import { disconnectConnection, eraseConnection } from '@/lib/workspace/disconnect-connection';
import { updateConnection } from '@/lib/workspace/update-connection';

const params = z.object({ id: z.string() });

const change = z.object({
  name: connectionName.optional(),
  colour: connectionColour.optional(),
  notifications: z.boolean().optional(),
  trackNewPurchases: z.boolean().optional(),
});

export const PATCH = mutation({ role: 'admin', body: change, params }, ({ viewer, body, params: { id } }) =>
  updateConnection(viewer.account.workspaceId, id, body),
);

/** What is erased is named once more, so that it is never the wrong one. */
const end = z.object({ data: z.enum(['keep', 'erase']), name: z.string().default('') });

export const DELETE = mutation({ role: 'admin', body: end, params }, ({ viewer, body, params: { id } }) =>
  body.data === 'keep'
    ? disconnectConnection(viewer.account.workspaceId, id)
    : eraseConnection(viewer.account.workspaceId, id, { name: body.name }),
);
