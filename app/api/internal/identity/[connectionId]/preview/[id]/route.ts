import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadPreview } from '@/lib/identity/preview/load-preview';

const params = z.object({ connectionId: z.string(), id: z.string() });

export const GET = query(
  params,
  ({ viewer, params }) => loadPreview({ workspaceId: viewer.account.workspaceId, ...params }),
  'admin',
);
