import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Connection } from '../stripe-reader';
import type { CatchUpStanding, RefreshStanding } from './due';

export interface Standing {
  connection: Connection;
  events: Omit<CatchUpStanding, 'triedAt'>;
  subscriptions: Omit<RefreshStanding, 'triedAt'>;
}

const row = z.object({
  workspace_id: z.string(),
  id: z.string(),
  listens: z.boolean(),
  events_at: z.date().nullable(),
  events_problem: z.string().nullable(),
  subscriptions_at: z.date().nullable(),
  suspected_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
});

/**
 * Of every connection that can be read, what tells whether it is time to. A delivery that was refused, or came more than
 * fifteen minutes late, is a sign that others were given up. While the history is being read, subscriptions are as well.
 */
export async function loadStandings(): Promise<Standing[]> {
  const rows = await queryRows(row, {
    text: `select c.workspace_id, c.id, e.pulled_at as events_at, e.problem as events_problem,
        case when c.backfill = 'running' then now() else s.pulled_at end as subscriptions_at,
        c.notifications and exists (
          select from webhook_secret w where w.workspace_id = c.workspace_id and w.connection_id = c.id) as listens,
        (select max(h.last_at) from connection_hour h
          where h.workspace_id = c.workspace_id and h.connection_id = c.id and h.hour > now() - interval '1 day'
            and h.what in ('stale', 'bad_signature', 'lag_3600', 'lag_14400', 'lag_86400', 'lag_259200')) as suspected_at,
        (select max(h.last_at) from connection_hour h
          where h.workspace_id = c.workspace_id and h.connection_id = c.id and h.hour > now() - interval '1 day'
            and h.what = 'accepted') as delivered_at
      from connection c
      left join pull_cursor e on e.workspace_id = c.workspace_id and e.connection_id = c.id and e.kind = 'events'
      left join pull_cursor s on s.workspace_id = c.workspace_id and s.connection_id = c.id and s.kind = 'subscriptions'
      where c.api_key_cipher is not null and c.disconnected_at is null
      order by c.workspace_id, c.id`,
    values: [],
  });
  return rows.map((found) => ({
    connection: { workspaceId: found.workspace_id, id: found.id },
    events: { readAt: found.events_at, problem: found.events_problem, suspectedAt: found.suspected_at },
    subscriptions: { readAt: found.subscriptions_at, listens: found.listens, deliveredAt: found.delivered_at },
  }));
}
