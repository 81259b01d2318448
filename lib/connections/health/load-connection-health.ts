import { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { clockWords, quietWords, sameAccountWords } from './alarm-words';
import { loadSameAccounts } from './load-same-accounts';
import { loadVitals, NO_VITALS } from './load-vitals';

/** How a connection is doing; instants are ISO texts. */
export interface ConnectionHealth {
  /** When an event last arrived, as a webhook or from Stripe's list. */
  lastEventAt: string | null;
  /** When a webhook was last taken. */
  lastDeliveryAt: string | null;
  /** Nineteen in twenty events of the last day arrived within so many seconds; null where none did. */
  lagSeconds: number | null;
  /** Events that could not be projected. */
  failed: number;
  /** Deliveries that were refused within the last day. */
  rejected: number;
  /** The account is quieter than it uses to be. */
  quiet: { since: string; hours: number; usualHours: number; message: string } | null;
  /** Our clock differs from Stripe's, and deliveries are refused for it. */
  clockSkew: { seconds: number; refused: number; message: string } | null;
  /** Other sources count the same events: one account is connected twice. */
  sameAccount: { sources: string[]; message: string } | null;
  /** Catch-ups of the last thirty days that found events missing, and the events that they brought. */
  gaps: number;
  recovered: number;
  /** Why Stripe's list of events, or of subscriptions, could last not be read. */
  problems: string[];
  /** When each list was last read to its end: Stripe's names of them. */
  refreshed: { kind: string; at: string }[];
}

const GAPS_MS = 30 * 86_400_000;

export async function loadConnectionHealth(
  workspaceId: string,
  connectionId: string,
  now = new Date(),
): Promise<ConnectionHealth> {
  const [vitals, lastEventAt, failed, gaps, cursors, steps, sameAccounts] = await Promise.all([
    loadVitals(workspaceId, now),
    loadLastEvent(workspaceId, connectionId),
    getDb().stripeEvent.count({ where: { workspaceId, connectionId, state: 'failed' } }),
    getDb().catchUp.aggregate({
      where: { workspaceId, connectionId, recovered: { gt: 0 }, startedAt: { gt: new Date(now.getTime() - GAPS_MS) } },
      _count: true,
      _sum: { recovered: true },
    }),
    getDb().pullCursor.findMany({ where: { workspaceId, connectionId } }),
    getDb().backfillStep.findMany({ where: { workspaceId, connectionId, doneAt: { not: null } } }),
    loadSameAccounts(workspaceId),
  ]);
  const others = sameAccounts.get(connectionId);
  const { lastDeliveryAt, lagSeconds, rejected, quiet, clockSkew } = vitals.get(connectionId) ?? NO_VITALS;
  const reads = [
    ...cursors.flatMap(({ kind, pulledAt }) => (pulledAt.getTime() > 0 ? [{ kind: listOf(kind), at: pulledAt }] : [])),
    ...steps.flatMap(({ kind, doneAt }) => (doneAt ? [{ kind, at: doneAt }] : [])),
  ];
  return {
    lastEventAt,
    lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null,
    lagSeconds,
    failed,
    rejected,
    quiet: quiet && { ...quiet, since: quiet.since.toISOString(), message: quietWords(quiet) },
    clockSkew: clockSkew && { ...clockSkew, message: clockWords(clockSkew) },
    sameAccount: others ? { sources: [...others], message: sameAccountWords(others) } : null,
    gaps: gaps._count,
    recovered: Number(gaps._sum.recovered ?? 0n),
    problems: cursors.flatMap(({ kind, problem }) => (WATCHED.includes(kind) && problem ? [problem] : [])),
    refreshed: latestOf(reads),
  };
}

/** Lists that are read again and again, whose failing leaves the figures behind. */
export const WATCHED: readonly string[] = ['events', 'subscriptions'];

const listOf = (kind: string) => (kind === 'balance_transaction' ? 'balance_transactions' : kind);

function latestOf(reads: readonly { kind: string; at: Date }[]): ConnectionHealth['refreshed'] {
  const latest = new Map<string, Date>();
  for (const { kind, at } of reads) if (at > (latest.get(kind) ?? new Date(0))) latest.set(kind, at);
  return [...latest].map(([kind, at]) => ({ kind, at: at.toISOString() })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

const lastRow = z.object({ known_at: z.date() });
/** Further back in the log of a workspace nobody looks for the last event of one source. */
const FAR_BACK = 20_000;

async function loadLastEvent(workspaceId: string, connectionId: string): Promise<string | null> {
  const [last] = await queryRows(lastRow, {
    text: `select known_at from (
        select connection_id, id, known_at from stripe_event where workspace_id = $1 order by seq desc limit $3
      ) recent where connection_id = $2 and not starts_with(id, 'pull_') limit 1`,
    values: [workspaceId, connectionId, FAR_BACK],
  });
  return last?.known_at.toISOString() ?? null;
}
