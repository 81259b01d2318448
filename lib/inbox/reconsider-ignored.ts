import { getPool } from '@/lib/db/client';
import { NOT_TRACKED, NOTIFICATIONS_OFF } from './ignore-rules';
import { wakeProjector } from './wake-projector';

/**
 * To be called when a switch of a source was turned: what was left out because of it is read again by the projector, which
 * goes by the switches as they are now. Returns how many events that is.
 */
export async function reconsiderIgnored(workspaceId: string, connectionId: string): Promise<number> {
  const { rowCount } = await getPool().query(
    `update stripe_event set state = 'pending', reason = null, projected_at = null
     where workspace_id = $1 and connection_id = $2 and state = 'ignored' and (reason = $3 or starts_with(reason, $4))`,
    [workspaceId, connectionId, NOTIFICATIONS_OFF, NOT_TRACKED],
  );
  wakeProjector();
  return rowCount ?? 0;
}
