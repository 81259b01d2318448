import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { tryKeyAgain } from '@/lib/workspace/try-key-again';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id } }) =>
  tryKeyAgain(viewer.account.workspaceId, id),
);
