import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadMessage } from '@/lib/webhooks/load-messages';
import { replayMessage } from '@/lib/webhooks/replay-message';

const params = z.object({ id: z.string(), messageId: z.string() });

export const GET = query(
  params,
  ({ viewer, params: { id, messageId } }) => loadMessage(viewer.account.workspaceId, id, messageId),
  'admin',
);

/** Sends it once more. */
export const POST = mutation({ role: 'admin', body: nothing, params }, ({ viewer, params: { id, messageId } }) =>
  replayMessage(viewer.account.workspaceId, id, messageId),
);
