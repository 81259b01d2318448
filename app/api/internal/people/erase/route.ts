import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { erasePerson } from '@/lib/privacy/erase-person';

const body = z.object({
  person: z.string().min(1).max(600),
  mode: z.enum(['live', 'test']),
  confirmation: z.string().max(600),
});

export const POST = mutation({ role: 'admin', body, params: nothing }, ({ viewer, body: { person, mode, ...given } }) =>
  erasePerson({
    ...{ workspaceId: viewer.account.workspaceId, personId: person, livemode: mode === 'live' },
    ...{ ...given, userId: viewer.user.id },
  }),
);
