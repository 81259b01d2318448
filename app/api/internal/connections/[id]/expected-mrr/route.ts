import { z } from 'zod';
import { query } from '@/app/_http/query';
import { expectedMrr } from '@/lib/connections/expected-mrr';

export const GET = query(z.object({ id: z.string() }), ({ viewer, params: { id } }) =>
  expectedMrr(viewer.account.workspaceId, id),
);
