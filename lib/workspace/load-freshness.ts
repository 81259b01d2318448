import { loadAlarms } from '@/lib/connections/health/load-alarms';
import { getDb } from '@/lib/db/client';

/** How far the events that are here have been taken into the figures. */
export interface Progress {
  /** Every event that arrived before this instant is in the numbers. */
  asOf: string;
  pending: number;
  failed: number;
  lastEventAt: string | null;
  /** Named things that could not be computed. */
  issues: number;
  /** Changes whenever a number may have changed: a page drawn under another version is out of date. */
  version: string;
}

export interface Freshness extends Progress {
  /** Nineteen in twenty events of the last day arrived within so many seconds of happening; null where none did. */
  lagSeconds: number | null;
  /** What may leave the figures behind, by source, the worst first. */
  alarms: { connectionId: string; label: string; message: string }[];
}

/** Advice for the next time: what it is about was computed. */
const ADVICE = 'guest_checkout';

/** How current the figures are, and whether the sources are well. */
export async function loadFreshness(workspaceId: string, now = new Date()): Promise<Freshness> {
  const [progress, { alarms, lagSeconds }] = await Promise.all([
    loadProgress(workspaceId, now),
    loadAlarms(workspaceId, now),
  ]);
  return {
    ...progress,
    lagSeconds,
    alarms: alarms.map(({ connectionId, label, message }) => ({ connectionId, label, message })),
  };
}

export async function loadProgress(workspaceId: string, now = new Date()): Promise<Progress> {
  const db = getDb();
  const [oldestPending, newest, pending, failed, issues, workspace, mapping] = await Promise.all([
    db.stripeEvent.findFirst({
      where: { workspaceId, state: 'pending', projectedAt: null }, // what is replayed is in the numbers already
      orderBy: { seq: 'asc' },
      select: { knownAt: true },
    }),
    db.stripeEvent.findFirst({
      where: { workspaceId },
      orderBy: { seq: 'desc' },
      select: { knownAt: true, seq: true },
    }),
    db.stripeEvent.count({ where: { workspaceId, state: 'pending' } }),
    db.stripeEvent.count({ where: { workspaceId, state: 'failed' } }),
    db.ledgerIssue.count({ where: { workspaceId, kind: { not: ADVICE } } }),
    db.workspace.findUnique({ where: { id: workspaceId }, select: { settingsVersion: true } }),
    db.identityMapping.aggregate({ where: { workspaceId }, _sum: { version: true } }),
  ]);
  return {
    asOf: (oldestPending?.knownAt ?? now).toISOString(),
    pending,
    failed,
    lastEventAt: newest?.knownAt.toISOString() ?? null,
    issues,
    version: [newest?.seq ?? 0, pending, failed, workspace?.settingsVersion ?? 0, mapping._sum.version ?? 0].join('.'),
  };
}
