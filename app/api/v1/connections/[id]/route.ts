import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { answerConnection } from '@/lib/workspace/answer-connections';

export const GET = reader(z.object({ id: z.string() }), async ({ account, params: { id } }) => ({
  json: await answerConnection(account.workspaceId, id),
}));
