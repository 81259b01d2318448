import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { removeWebhookSecret } from '@/lib/workspace/remove-webhook-secret';

const params = z.object({ id: z.string(), secretId: z.string() });

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id, secretId } }) =>
  removeWebhookSecret(viewer.account.workspaceId, id, secretId),
);
