import { z } from 'zod';
import type { Asks } from './enqueue-webhook';
import { removeMessages } from './forget-old-messages';

/** Removes the messages that name somebody: what was sent is with its receiver, what waits is not sent any more. */
export async function forgetMentions(tx: Asks, workspaceId: string, names: readonly string[]): Promise<void> {
  const quoted = names.map((name) => JSON.stringify(name.toLowerCase()));
  const { rows } = await tx.query(
    `select id from outgoing_message m where workspace_id = $1
       and exists (select from unnest($2::text[]) as name where strpos(lower(m.body), name) > 0)`,
    [workspaceId, quoted],
  );
  const ids = z.array(z.object({ id: z.string() })).parse(rows);
  await removeMessages(
    tx,
    workspaceId,
    ids.map(({ id }) => id),
  );
}
