import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { deleteSpend } from '@/lib/spend/delete-spend';

export const DELETE = mutation(
  { role: 'analyst', body: nothing, params: z.object({ id: z.string() }) },
  ({ viewer, params: { id } }) => deleteSpend(viewer.account.workspaceId, id),
);
