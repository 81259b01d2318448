import { z } from 'zod';
import { nothing } from '@/app/_http/mutation';
import { writer } from '@/app/_http/writer';
import { deleteSpend } from '@/lib/spend/delete-spend';

export const DELETE = writer(
  { body: nothing, params: z.object({ id: z.string() }), role: 'analyst' },
  ({ workspaceId, params: { id } }) => deleteSpend(workspaceId, id),
);
