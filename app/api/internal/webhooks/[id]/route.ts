import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { changeEndpoint, removeEndpoint } from '@/lib/webhooks/change-endpoints';
import { endpointChange } from '@/lib/webhooks/endpoint-inputs';

const params = z.object({ id: z.string() });

export const PATCH = mutation({ role: 'admin', body: endpointChange, params }, ({ viewer, body, params: { id } }) =>
  changeEndpoint(viewer.account.workspaceId, id, body),
);

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  removeEndpoint(viewer.account.workspaceId, id),
);
