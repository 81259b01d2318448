import { z } from 'zod';
import { download } from '@/app/_http/download';
import { exportPerson } from '@/lib/privacy/export-person';

const shape = z.object({ person: z.string().min(1).max(600), mode: z.enum(['live', 'test']).default('live') });

export const GET = download('admin', async (viewer, search) => {
  const { person: personId, mode } = shape.parse(Object.fromEntries(search));
  const { workspaceId } = viewer.account;
  return {
    fileName: `person-${personId}.json`,
    text: await exportPerson({ workspaceId, livemode: mode === 'live', personId }),
  };
});
