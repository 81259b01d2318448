import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Steps } from './step-shapes';

const instant = z.date().transform((at) => at.toISOString());

const row = z.object({
  stripe: instant.nullable(),
  script: instant.nullable(),
  click: instant.nullable(),
  lead: instant.nullable(),
  sale: z.string().nullable(),
});

/** How far back the script is looked for: what has not told of a visit for so long is not on the site any more. */
const SCRIPT_DAYS = 30;

const QUESTION = `select
  (select max(last_at) from connection_hour where workspace_id = $1) as stripe,
  greatest(
    (select occurred_at from touchpoint where workspace_id = $1 and kind = 'visit'
      and occurred_at > now() - interval '${SCRIPT_DAYS} days' order by occurred_at desc limit 1),
    (select known_at from visitor_identifier where workspace_id = $1 and identifier >= 'click:' and identifier < 'click;'
      and cause = 'script' limit 1)) as script,
  (select occurred_at from touchpoint where workspace_id = $1 and kind = 'click' order by occurred_at desc limit 1) as click,
  (select max(occurred_at) from lead where workspace_id = $1 and click_id <> '') as lead,
  (select max(day)::text from daily_rollup where workspace_id = $1 and livemode in (true, false) and measure = 'sale'
    and dimension in ('link', 'campaign', 'source', 'medium') and quantity > 0) as sale`;

export async function loadSteps(workspaceId: string): Promise<Steps> {
  const [found] = await queryRows(row, { text: QUESTION, values: [workspaceId] });
  return found ?? { stripe: null, script: null, click: null, lead: null, sale: null };
}
