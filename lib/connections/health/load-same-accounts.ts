import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ id: z.string(), name: z.string(), other: z.string(), other_name: z.string() });

/** Among so many of the latest events, two sources of one account have some in common. */
const LATEST = 500;

/**
 * By source, the names of others that count the same events: one Stripe account that was connected twice, whose figures are
 * counted twice. Events that a source leaves out, as those of another account than its own, are not counted by it.
 */
export async function loadSameAccounts(workspaceId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = await queryRows(row, {
    text: `with latest as (
        select connection_id, id from stripe_event
        where workspace_id = $1 and state = 'projected' and not starts_with(id, 'pull_') order by seq desc limit $2
      )
      select distinct a.id, a.name, b.id as other, b.name as other_name from latest l
      join connection a on a.workspace_id = $1 and a.id = l.connection_id and a.disconnected_at is null
      join connection b on b.workspace_id = $1 and b.id <> a.id and b.disconnected_at is null
      join stripe_event e on e.workspace_id = $1 and e.connection_id = b.id and e.id = l.id and e.state = 'projected'`,
    values: [workspaceId, LATEST],
  });
  const found = new Map<string, Set<string>>();
  const note = (id: string, name: string) => found.set(id, (found.get(id) ?? new Set()).add(name));
  for (const { id, name, other, other_name } of pairs) {
    note(id, other_name);
    note(other, name);
  }
  return new Map([...found].map(([id, names]) => [id, [...names].sort()]));
}
