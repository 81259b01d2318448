import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { sendExample } from '@/lib/webhooks/send-example';
import { WEBHOOK_TYPES } from '@/lib/webhooks/webhook-types';

const params = z.object({ id: z.string() });
const body = z.object({ type: z.enum(WEBHOOK_TYPES) });

export const POST = mutation({ role: 'admin', body, params }, ({ viewer, body: { type }, params: { id } }) =>
  sendExample(viewer.account.workspaceId, id, type),
);
