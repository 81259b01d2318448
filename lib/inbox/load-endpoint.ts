import { open } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';

/** A webhook endpoint: the connection it belongs to and the secrets its events may be signed with. */
export interface Endpoint {
  workspaceId: string;
  connectionId: string;
  secrets: string[];
  /** Nothing is taken from it any more. */
  disconnected: boolean;
}

const REMEMBERED_MS = 2000;
const remembered = new Map<string, { endpoint: Promise<Endpoint | null>; until: number }>();

/**
 * The endpoint with this connection id, or null. Kept for two seconds, so that a new secret works at once; callers that
 * arrive together share one read, so that a database that hangs is asked once and not once per delivery.
 */
export function loadEndpoint(connectionId: string): Promise<Endpoint | null> {
  const known = remembered.get(connectionId);
  if (known && known.until > Date.now()) return known.endpoint;
  const endpoint = readEndpoint(connectionId);
  if (remembered.size > 1000) remembered.clear();
  const entry = { endpoint, until: Date.now() + REMEMBERED_MS };
  remembered.set(connectionId, entry);
  endpoint.catch(() => {
    if (remembered.get(connectionId) === entry) remembered.delete(connectionId);
  });
  return endpoint;
}

async function readEndpoint(connectionId: string): Promise<Endpoint | null> {
  if (connectionId.includes('\0')) return null; // PostgreSQL holds no such text, so no connection has this id
  const connection = await getDb().connection.findFirst({ where: { id: connectionId } });
  if (!connection) return null;
  const { workspaceId, disconnectedAt } = connection;
  const secrets = await getDb().webhookSecret.findMany({ where: { workspaceId, connectionId } });
  const disconnected = disconnectedAt !== null;
  return { workspaceId, connectionId, secrets: secrets.map(({ cipher }) => open(cipher)), disconnected };
}

/** Forgets what is kept, after a change of connections or secrets in this process. */
export const forgetEndpoints = () => remembered.clear();
