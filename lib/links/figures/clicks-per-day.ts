import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ day: z.string(), clicks: z.bigint() });

interface Asked {
  workspaceId: string;
  link: string;
  between: [Date, Date];
  timeZone: string;
}

/** How often a link was clicked on each day of the workspace's zone; days without a click are left out. */
export async function clicksPerDay({ workspaceId, link, between, timeZone }: Asked): Promise<Map<Day, number>> {
  const rows = await queryRows(row, {
    text: `select (occurred_at at time zone $5)::date as day, count(*) as clicks from touchpoint
      where workspace_id = $1 and link_id = $2 and occurred_at >= $3 and occurred_at < $4 and kind = 'click' group by 1`,
    values: [workspaceId, link, ...between, timeZone],
  });
  return new Map(rows.map(({ day, clicks }) => [day, Number(clicks)]));
}
