import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

export interface EventNews {
  /** Changes with every event that arrives and with every one that is projected. */
  version: string;
  pending: number;
}

const newsRow = z.object({ newest: z.bigint().nullable(), pending: z.bigint(), failed: z.bigint() });

/** Whether the log shows something else than a moment ago: one question, cheap enough to be asked twice a second. */
export async function loadEventNews(workspaceId: string): Promise<EventNews> {
  const [news] = await queryRows(newsRow, {
    name: 'event-news',
    text: `select (select max(seq) from stripe_event where workspace_id = $1) as newest,
      (select count(*) from stripe_event where workspace_id = $1 and state = 'pending') as pending,
      (select count(*) from stripe_event where workspace_id = $1 and state = 'failed') as failed`,
    values: [workspaceId],
  });
  const { newest = null, pending = 0n, failed = 0n } = news ?? {};
  return { version: [newest ?? 0n, pending, failed].join('.'), pending: Number(pending) };
}
