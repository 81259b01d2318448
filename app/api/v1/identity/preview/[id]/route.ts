import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { loadPreview } from '@/lib/identity/preview/load-preview';

export const GET = reader(z.object({ id: z.string() }), async ({ account: { workspaceId }, params: { id } }) => ({
  json: { id, ...(await loadPreview({ workspaceId, id })) },
}));
