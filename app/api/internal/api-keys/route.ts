import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { createApiKey } from '@/lib/auth/api-keys';

const newKey = z.object({
  name: z.string().trim().min(1, 'Give the key a name.').max(80, 'Use at most 80 characters.'),
  kind: z.enum(['secret', 'public']),
});

export const POST = mutation({ role: 'admin', body: newKey, params: nothing }, async ({ viewer, body }) => {
  const { key } = await createApiKey({
    ...body,
    workspaceId: viewer.account.workspaceId,
    createdById: viewer.user.id,
  });
  return { key };
});
