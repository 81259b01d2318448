import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadConnectionStatus } from '@/lib/workspace/load-connection-status';

export const GET = query(z.object({ id: z.string() }), ({ viewer, params: { id } }) =>
  loadConnectionStatus(viewer.account.workspaceId, id),
);
