import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { definitionsShape } from '@/lib/definitions/parse-definitions';
import { updateDefinitions } from '@/lib/workspace/update-definitions';

const choice = z.object({
  definitions: definitionsShape,
  note: z.string().trim().max(500, 'Use at most 500 characters.').optional(),
});

export const PUT = mutation({ role: 'admin', body: choice, params: nothing }, ({ viewer, body }) =>
  updateDefinitions(viewer.account.workspaceId, {
    definitions: body.definitions,
    userId: viewer.user.id,
    note: body.note || null,
  }),
);
