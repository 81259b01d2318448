import { getDb } from '@/lib/db/client';

export interface EventNews {
  /** Changes with every event that arrives and with every one that is projected. */
  version: string;
  pending: number;
}

/** Whether the log shows something else than a moment ago: cheap enough to be asked every second. */
export async function loadEventNews(workspaceId: string): Promise<EventNews> {
  const db = getDb();
  const [newest, pending, failed] = await Promise.all([
    db.stripeEvent.findFirst({ where: { workspaceId }, orderBy: { seq: 'desc' }, select: { seq: true } }),
    db.stripeEvent.count({ where: { workspaceId, state: 'pending' } }),
    db.stripeEvent.count({ where: { workspaceId, state: 'failed' } }),
  ]);
  return { version: [newest?.seq ?? 0, pending, failed].join('.'), pending };
}
