import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { addWebhookSecret } from '@/lib/workspace/add-webhook-secret';
import { signingSecret } from '@/lib/workspace/connection-inputs';

const shapes = { body: z.object({ secret: signingSecret }), params: z.object({ id: z.string() }) };

export const POST = mutation({ role: 'admin', ...shapes }, ({ viewer, body, params }) =>
  addWebhookSecret(viewer.account.workspaceId, params.id, body.secret),
);
