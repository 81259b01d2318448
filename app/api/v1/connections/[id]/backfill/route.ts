import { z } from 'zod';
import { writer } from '@/app/_http/writer';
import { answerConnection } from '@/lib/workspace/answer-connections';
import { steering } from '@/lib/workspace/connection-answer';
import { steerBackfill } from '@/lib/workspace/steer-backfill';

const params = z.object({ id: z.string() });

export const POST = writer({ body: steering, params }, async ({ workspaceId, body, params: { id } }) => {
  await steerBackfill(workspaceId, id, body);
  return answerConnection(workspaceId, id);
});
