import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import type { Mode } from './types';

const row = z.object({ day: z.string().nullable() });

/** The first month (its first day) in which anything was sold, tried or subscribed to; null when nothing was yet. */
export async function loadFirstDay(workspaceId: string, mode: Mode): Promise<Day | null> {
  const [first] = await queryRows(row, {
    text: `select min(first.day) as day from unnest(array['charge', 'sale', 'mrr_new', 'trial_started']) as m(measure)
      cross join lateral (
        select day from period_rollup
        where workspace_id = $1 and livemode = $2 and measure = m.measure and dimension = '' and period = 'month'
        order by day limit 1
      ) first`,
    values: [workspaceId, mode === 'live'],
  });
  return first?.day ?? null;
}
