import { getDb } from '@/lib/db/client';
import { OF_ANOTHER } from '@/lib/inbox/ignore-rules';
import { type Colour, connectionColour } from './connection-inputs';
import { type EventRow, findEventRows } from './event-row';

const RECENT = 20;

export interface ConnectionDetail {
  id: string;
  name: string;
  colour: Colour;
  /** The connected account it counts; null for the account that the endpoint belongs to. */
  accountId: string | null;
  /** Of whom it received events as well, which are in no figure. */
  others: { account: string | null; count: number }[];
  /** Whether a Stripe key is stored, and of which mode; the key itself never leaves the server. */
  apiKeyMode: 'live' | 'test' | null;
  /** Whether what Stripe sends is taken, and whether of new customers too. */
  notifications: boolean;
  trackNewPurchases: boolean;
  /** The endpoint that was made in Stripe on request. */
  webhookEndpointId: string | null;
  disconnectedAt: string | null;
  secrets: { id: string; hint: string; createdAt: string }[];
  recent: EventRow[];
  pending: number;
  failed: number;
  /** When the oldest event that still waits arrived. */
  waitingSince: string | null;
  rejections: { reason: string; count: string; lastAt: string }[];
  /** How reading the fees from the API goes; null before the first reading. */
  fees: { readAt: string; complete: boolean; problem: string | null } | null;
  /** Why the tiers of prices and the products of coupons could last not be read. */
  termsProblem: string | null;
}

export async function loadConnections(workspaceId: string): Promise<ConnectionDetail[]> {
  const rows = await getDb().connection.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  return Promise.all(
    rows.map(async ({ id, name, accountId, apiKeyMode, colour, disconnectedAt, ...row }) => ({
      id,
      name,
      accountId,
      colour: connectionColour.catch('teal').parse(colour),
      notifications: row.notifications,
      trackNewPurchases: row.trackNewPurchases,
      webhookEndpointId: row.webhookEndpointId,
      disconnectedAt: disconnectedAt?.toISOString() ?? null,
      others: await loadOthers(workspaceId, id),
      apiKeyMode: apiKeyMode === 'live' || apiKeyMode === 'test' ? apiKeyMode : null,
      recent: await findEventRows({ workspaceId, connectionId: id }, RECENT),
      ...(await loadSecrets(workspaceId, id)),
      ...(await loadBacklog(workspaceId, id)),
      rejections: await loadRejections(workspaceId, id),
      ...(await loadReadings(workspaceId, id)),
    })),
  );
}

async function loadSecrets(workspaceId: string, connectionId: string) {
  const rows = await getDb().webhookSecret.findMany({
    where: { workspaceId, connectionId },
    select: { id: true, hint: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
  });
  return { secrets: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}

async function loadBacklog(workspaceId: string, connectionId: string) {
  const counts = await getDb().stripeEvent.groupBy({
    by: ['state'],
    where: { workspaceId, connectionId, state: { in: ['pending', 'failed'] } },
    _count: true,
    _min: { knownAt: true },
  });
  const pending = counts.find((row) => row.state === 'pending');
  return {
    pending: pending?._count ?? 0,
    failed: counts.find((row) => row.state === 'failed')?._count ?? 0,
    waitingSince: pending?._min.knownAt?.toISOString() ?? null,
  };
}

async function loadOthers(workspaceId: string, connectionId: string): Promise<ConnectionDetail['others']> {
  const rows = await getDb().stripeEvent.groupBy({
    by: ['account'],
    where: { workspaceId, connectionId, state: 'ignored', reason: { startsWith: OF_ANOTHER } },
    _count: true,
    orderBy: { account: 'asc' },
  });
  return rows.map(({ account, _count }) => ({ account, count: _count }));
}

async function loadRejections(workspaceId: string, connectionId: string) {
  const rows = await getDb().webhookRejection.groupBy({
    by: ['reason'],
    where: { workspaceId, connectionId },
    _sum: { count: true },
    _max: { lastAt: true },
  });
  return rows.map((row) => ({
    reason: row.reason,
    count: (row._sum.count ?? 0n).toString(),
    lastAt: row._max.lastAt?.toISOString() ?? '',
  }));
}

async function loadReadings(
  workspaceId: string,
  connectionId: string,
): Promise<Pick<ConnectionDetail, 'fees' | 'termsProblem'>> {
  const cursors = await getDb().pullCursor.findMany({ where: { workspaceId, connectionId } });
  const of = (kind: string) => cursors.find((cursor) => cursor.kind === kind);
  const fees = of('balance_transaction');
  return {
    fees: fees ? { readAt: fees.pulledAt.toISOString(), complete: fees.historyDone, problem: fees.problem } : null,
    termsProblem: of('terms')?.problem ?? null,
  };
}
