import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { steering } from '@/lib/workspace/connection-answer';
import { steerBackfill } from '@/lib/workspace/steer-backfill';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: steering, params }, ({ viewer, body, params: { id } }) =>
  steerBackfill(viewer.account.workspaceId, id, body),
);
