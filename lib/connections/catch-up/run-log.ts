import { getDb } from '@/lib/db/client';
import type { Connection } from '../stripe-reader';

/** "start" of this process, "hourly", "asked" by a person, or because a "gap" was suspected. */
export type CatchUpReason = 'start' | 'hourly' | 'asked' | 'gap';

export interface CatchUpRun {
  reason: CatchUpReason;
  /** The time that was read, by Stripe's clock; ISO instants. */
  since: string;
  until: string;
  /** Events that Stripe listed, and those of them that were missing. */
  events: number;
  recovered: number;
  problem: string | null;
  startedAt: string;
  endedAt: string;
}

const MOST = 20;
const REASONS: readonly CatchUpReason[] = ['start', 'hourly', 'asked', 'gap'];

/** The latest catch-ups of a connection, newest first. */
export async function loadCatchUps(workspaceId: string, connectionId: string): Promise<CatchUpRun[]> {
  const rows = await getDb().catchUp.findMany({
    where: { workspaceId, connectionId },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  return rows.map(({ reason, since, until, events, recovered, problem, startedAt, endedAt }) => ({
    reason: REASONS.find((known) => known === reason) ?? 'hourly',
    since: since.toISOString(),
    until: until.toISOString(),
    events: Number(events),
    recovered: Number(recovered),
    problem,
    startedAt: startedAt.toISOString(),
    endedAt: (endedAt ?? startedAt).toISOString(),
  }));
}

/** Notes a run. One that came of itself and found what the last one did takes its place: most find nothing. */
export async function noteRun({ workspaceId, id: connectionId }: Connection, run: CatchUpRun): Promise<void> {
  const { reason, problem } = run;
  const [events, recovered] = [BigInt(run.events), BigInt(run.recovered)];
  const data = { until: run.until, events, recovered, problem, startedAt: run.startedAt, endedAt: run.endedAt };
  const last = await getDb().catchUp.findFirst({ where: { workspaceId, connectionId }, orderBy: { id: 'desc' } });
  const isSame = last?.reason === reason && last.problem === problem && last.recovered === 0n && recovered === 0n;
  if (last && isSame && reason !== 'asked') {
    const key = { workspaceId, connectionId, id: last.id };
    await getDb().catchUp.update({ where: { workspaceId_connectionId_id: key }, data });
  } else {
    await getDb().catchUp.create({ data: { workspaceId, connectionId, reason, since: run.since, ...data } });
  }
}
