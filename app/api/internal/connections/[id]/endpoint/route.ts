import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { publicOrigin } from '@/app/_session/public-origin';
import { createWebhookEndpoint } from '@/lib/connections/webhook-endpoint';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: nothing, params }, async ({ viewer, params: { id } }) =>
  createWebhookEndpoint(viewer.account.workspaceId, id, `${await publicOrigin()}/api/webhooks/stripe/${id}`),
);
