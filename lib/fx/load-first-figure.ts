import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ day: z.string().nullable() });

/** The first month (its first day) in which a workspace has any figure in another currency than its own, live or test. */
export async function loadFirstFigure(workspaceId: string): Promise<Day | null> {
  const [first] = await queryRows(row, {
    text: `select min(day)::text as day from period_rollup p join workspace w on w.id = p.workspace_id
      where p.workspace_id = $1 and p.dimension = '' and p.period = 'month' and p.currency not in ('', w.currency)`,
    values: [workspaceId],
  });
  return first?.day ?? null;
}
