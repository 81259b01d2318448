import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadCommission } from '@/lib/partners/commissions/load-commission';

export const GET = query(z.object({ id: z.string() }), ({ viewer, params: { id } }) =>
  loadCommission(viewer.account.workspaceId, id),
);
