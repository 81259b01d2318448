import type { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { addConnection } from './add-connection';
import { connectKey } from './connect-key';
import type { ConnectionAnswer, ConnectionList, newConnection } from './connection-answer';
import { connectionColour } from './connection-inputs';
import { loadConnectionStatus } from './load-connection-status';
import { requireConnection } from './require-connection';

/** All connections of a workspace, and whether each is connected. */
export async function answerConnections(workspaceId: string): Promise<ConnectionList> {
  const rows = await getDb().connection.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  const connections = rows.map(async (row) => {
    const { state } = await loadConnectionStatus(workspaceId, row.id);
    return { ...summaryOf(row), state };
  });
  return { connections: await Promise.all(connections) };
}

/** One connection with all that its page shows of its health, progress and permissions. */
export async function answerConnection(workspaceId: string, id: string): Promise<ConnectionAnswer> {
  const [row, status] = await Promise.all([requireConnection(workspaceId, id), loadConnectionStatus(workspaceId, id)]);
  return { ...summaryOf(row), ...status };
}

/** A new connection, with its key where one is given: a key that Stripe does not know leaves nothing behind. */
export async function answerNewConnection(
  workspaceId: string,
  { name, key }: z.output<typeof newConnection>,
): Promise<ConnectionAnswer> {
  const { id } = await addConnection(workspaceId, name);
  if (key) {
    await connectKey(workspaceId, id, key).catch(async (error: unknown) => {
      await getDb().connection.deleteMany({ where: { workspaceId, id } });
      throw error;
    });
  }
  return answerConnection(workspaceId, id);
}

type Row = Awaited<ReturnType<typeof requireConnection>>;

const summaryOf = ({
  id,
  name,
  colour,
  apiKeyMode,
  accountId,
  notifications,
  trackNewPurchases,
}: Row): Omit<ConnectionList['connections'][number], 'state'> => ({
  id,
  name,
  colour: connectionColour.catch('teal').parse(colour),
  mode: apiKeyMode === 'live' || apiKeyMode === 'test' ? apiKeyMode : null,
  accountId,
  webhookPath: `/api/webhooks/stripe/${id}`,
  notifications,
  trackNewPurchases,
});
