import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ link: z.string(), clicks: z.bigint(), last: z.date().nullable() });

/** How often each link was clicked between two instants, and when last; links without a click are left out. */
export async function countClicks(workspaceId: string, links: readonly string[], [from, to]: [Date, Date]) {
  const rows = await queryRows(row, {
    text: `select link_id as link, count(*) as clicks, max(occurred_at) as last from touchpoint
      where workspace_id = $1 and link_id = any($2) and occurred_at >= $3 and occurred_at < $4 and kind = 'click'
      group by link_id`,
    values: [workspaceId, links, from, to],
  });
  return new Map(rows.map(({ link, clicks, last }) => [link, { clicks: Number(clicks), last }]));
}
