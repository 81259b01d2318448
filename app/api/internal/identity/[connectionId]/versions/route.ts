import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadVersions } from '@/lib/identity/load-versions';
import { requireConnection } from '@/lib/workspace/require-connection';

const params = z.object({ connectionId: z.string() });

export const GET = query(params, async ({ viewer, params: { connectionId } }) => {
  const { workspaceId } = viewer.account;
  await requireConnection(workspaceId, connectionId);
  return { versions: await loadVersions(workspaceId, connectionId) };
});
