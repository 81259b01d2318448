import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { lookForMissed } from '@/lib/workspace/look-for-missed';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  lookForMissed(viewer.account.workspaceId, id),
);
