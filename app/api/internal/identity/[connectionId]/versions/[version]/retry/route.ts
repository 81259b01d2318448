import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { retryMapping } from '@/lib/identity/save-mapping';

const params = z.object({ connectionId: z.string(), version: z.coerce.number().int() });

export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params }) =>
  retryMapping(viewer.account.workspaceId, params.connectionId, params.version),
);
