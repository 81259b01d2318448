import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { revokeApiKey } from '@/lib/auth/api-keys';

const params = z.object({ id: z.string() });

export const DELETE = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  revokeApiKey(viewer.account.workspaceId, id),
);
