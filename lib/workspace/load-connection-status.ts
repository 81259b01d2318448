import { z } from 'zod';
import { loadBackfill } from '@/lib/connections/backfill/load-backfill';
import { loadCatchUps } from '@/lib/connections/catch-up/run-log';
import { loadConnectionHealth } from '@/lib/connections/health/load-connection-health';
import { type KeyReport, readKeyReport } from '@/lib/connections/permissions/key-report';
import { PERMISSIONS, whereToGrant } from '@/lib/connections/permissions/permissions';
import { queryRows } from '@/lib/db/query-rows';
import { connectionChecks, connectionState } from './connection-checks';
import type { ConnectionStatus } from './connection-status';
import { requireConnection } from './require-connection';

/** Catch-ups that are shown. */
const LATEST = 5;

/** Whether a connection works, line by line, and how far and how well it reads. */
export async function loadConnectionStatus(workspaceId: string, id: string): Promise<ConnectionStatus> {
  const [connection, backfill, health, catchUps, [seen]] = await Promise.all([
    requireConnection(workspaceId, id),
    loadBackfill(workspaceId, id),
    loadConnectionHealth(workspaceId, id),
    loadCatchUps(workspaceId, id),
    loadSeen(workspaceId, id),
  ]);
  const { apiKeyCipher, notifications, permissions, permissionsAt, disconnectedAt } = connection;
  const report = readKeyReport(permissions);
  const checks = connectionChecks({
    ...{ hasKey: apiKeyCipher !== null, report, backfill: backfill.state, notifications },
    lastDeliveryAt: health.lastDeliveryAt,
    ...(seen ?? { hasSecret: false, subscriptions: false, customers: 0, matched: 0, revenue: false }),
  });
  return {
    state: connectionState(checks, disconnectedAt),
    checks,
    key: report && permissionsAt ? keyOf(report, permissionsAt) : null,
    permissions: PERMISSIONS.map(({ id: permission, name, group, basic, unlocks }) => ({
      ...{ id: permission, name, basic, unlocks, where: whereToGrant({ group, name }) },
      access: report?.access[permission] ?? 'untried',
    })),
    backfill: {
      ...backfill,
      startedAt: backfill.startedAt?.toISOString() ?? null,
      doneAt: backfill.doneAt?.toISOString() ?? null,
    },
    health,
    catchUps: catchUps.slice(0, LATEST),
  };
}

function keyOf({ kind, accepted, writes, problem }: KeyReport, triedAt: Date): ConnectionStatus['key'] {
  const names = PERMISSIONS.filter(({ id }) => writes.includes(id)).map(({ name }) => name);
  return { kind, accepted, problem, writes: [...new Set(names)], triedAt: triedAt.toISOString() };
}

const seenRow = z.object({
  hasSecret: z.boolean(),
  subscriptions: z.boolean(),
  customers: z.number(),
  matched: z.number(),
  revenue: z.boolean(),
});

/** What has come of a connection so far. */
const loadSeen = (workspaceId: string, id: string) =>
  queryRows(seenRow, {
    text: `select
        exists (select from webhook_secret where workspace_id = $1 and connection_id = $2) as "hasSecret",
        exists (select from object_version where workspace_id = $1 and connection_id = $2 and kind = 'subscription') as subscriptions,
        owners.customers, owners.matched,
        exists (select from sale where workspace_id = $1 and connection_id = $2)
          or exists (select from mrr_span where workspace_id = $1 and connection_id = $2) as revenue
      from (
        select count(*)::int as customers, (count(*) filter (where resolved_by <> 'fallback'))::int as matched
        from ledger_owner where workspace_id = $1 and connection_id = $2
      ) owners`,
    values: [workspaceId, id],
  });
