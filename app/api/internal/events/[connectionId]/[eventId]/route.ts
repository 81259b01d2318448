import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadEvent } from '@/lib/workspace/load-event';

const params = z.object({ connectionId: z.string(), eventId: z.string() });

export const GET = query(params, ({ viewer, params: { connectionId, eventId } }) =>
  loadEvent(viewer.account.workspaceId, connectionId, eventId),
);
