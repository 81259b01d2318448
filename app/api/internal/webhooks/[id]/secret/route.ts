import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { rotateSecret } from '@/lib/webhooks/change-endpoints';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  rotateSecret(viewer.account.workspaceId, id),
);
