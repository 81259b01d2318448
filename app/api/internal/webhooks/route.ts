import { mutation, nothing } from '@/app/_http/mutation';
import { createEndpoint } from '@/lib/webhooks/change-endpoints';
import { newEndpoint } from '@/lib/webhooks/endpoint-inputs';

export const POST = mutation({ role: 'admin', body: newEndpoint, params: nothing }, ({ viewer, body }) =>
  createEndpoint(viewer.account.workspaceId, { ...body, createdById: viewer.user.id }),
);
