import { getPool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { loadMessage } from './load-messages';

/** Longer than what is under way can be put off. */
const UNDER_WAY = '61 seconds';

/** Sends a message once more, under its own id, and begins its schedule anew. Throws `not_found`, and `conflict` while it is sent. */
export async function replayMessage(workspaceId: string, endpointId: string, messageId: string): Promise<void> {
  const { rowCount } = await getPool().query(
    `update outgoing_delivery set state = 'pending', attempts = 0, next_at = now()
     where workspace_id = $1 and endpoint_id = $2 and message_id = $3
       and (state <> 'pending' or next_at > now() + interval '${UNDER_WAY}')`,
    [workspaceId, endpointId, messageId],
  );
  if (rowCount) return;
  await loadMessage(workspaceId, endpointId, messageId);
  throw new AppError('conflict', 'This message is just being sent. Look again in a minute.');
}
