import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { startPreview } from '@/lib/identity/preview/start-preview';
import { trialMapping } from '@/lib/identity/preview/types';

const params = z.object({ connectionId: z.string() });

export const POST = mutation(
  { role: 'admin', body: trialMapping, params },
  async ({ viewer, body, params: { connectionId } }) => {
    const { account, user } = viewer;
    const { id } = await startPreview({ account, connectionId, mapping: body, userId: user.id });
    return { id };
  },
);
