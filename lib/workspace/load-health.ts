import { getDb } from '@/lib/db/client';

export interface Health {
  status: 'ok' | 'unavailable';
  database: 'ok' | 'unreachable';
  /** Seconds the oldest unprojected event has waited; 0 when none waits. */
  projectorLagSeconds: number | null;
}

export async function loadHealth(now = new Date()): Promise<Health> {
  try {
    const workspaces = await getDb().workspace.findMany({ select: { id: true } });
    const oldest = await Promise.all(
      workspaces.map(({ id }) =>
        getDb().stripeEvent.findFirst({
          where: { workspaceId: id, state: 'pending', projectedAt: null }, // what is replayed has not waited since it came
          orderBy: { seq: 'asc' },
          select: { knownAt: true },
        }),
      ),
    );
    const waits = oldest.map((event) => (event ? (now.getTime() - event.knownAt.getTime()) / 1000 : 0));
    return { status: 'ok', database: 'ok', projectorLagSeconds: Math.max(0, ...waits) };
  } catch {
    return { status: 'unavailable', database: 'unreachable', projectorLagSeconds: null };
  }
}
