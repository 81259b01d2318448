import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { connectKey } from '@/lib/workspace/connect-key';
import { stripeApiKey } from '@/lib/workspace/connection-inputs';
import { setConnectionKey } from '@/lib/workspace/set-connection-key';

const params = z.object({ id: z.string() });
const body = z.object({ key: stripeApiKey });

export const PUT = mutation({ role: 'admin', body, params }, ({ viewer, body: { key }, params: { id } }) =>
  connectKey(viewer.account.workspaceId, id, key),
);

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  setConnectionKey(viewer.account.workspaceId, id, null),
);
