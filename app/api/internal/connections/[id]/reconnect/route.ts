import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { reconnectConnection } from '@/lib/workspace/reconnect-connection';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  reconnectConnection(viewer.account.workspaceId, id),
);
