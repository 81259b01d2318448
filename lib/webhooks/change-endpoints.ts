import { newId } from '@/lib/auth/new-id';
import { seal } from '@/lib/auth/secret-box';
import { getDb, getPool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { EndpointChange, NewEndpoint } from './endpoint-inputs';
import { hintOfSecret, newSigningSecret } from './sign-message';

const MOST_ENDPOINTS = 20;
/** How long the secret before signs as well. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

/** Returns the signing secret: the only time it is told. */
export async function createEndpoint(
  workspaceId: string,
  input: NewEndpoint & { createdById: string | null },
): Promise<{ id: string; secret: string }> {
  if ((await getDb().outgoingEndpoint.count({ where: { workspaceId } })) >= MOST_ENDPOINTS)
    throw new AppError('unprocessable', `At most ${MOST_ENDPOINTS} endpoints: remove one that is no longer used.`);
  const id = newId('hook');
  const secret = newSigningSecret();
  await getDb().outgoingEndpoint.create({
    data: { workspaceId, id, ...input, secretCipher: seal(secret), secretHint: hintOfSecret(secret) },
  });
  return { id, secret };
}

/** Switched on again, what waited for it is sent. */
export async function changeEndpoint(workspaceId: string, id: string, change: EndpointChange): Promise<void> {
  const health = change.enabled === undefined ? {} : { disabledReason: null, failingSince: null };
  const { count } = await getDb().outgoingEndpoint.updateMany({
    where: { workspaceId, id },
    data: { ...change, ...health },
  });
  if (count === 0) throw unknownEndpoint();
}

/** With what was sent to it. */
export async function removeEndpoint(workspaceId: string, id: string): Promise<void> {
  const of = { workspaceId, endpointId: id };
  const [{ count }] = await getDb().$transaction([
    getDb().outgoingEndpoint.deleteMany({ where: { workspaceId, id } }),
    getDb().outgoingDelivery.deleteMany({ where: of }),
    getDb().outgoingAttempt.deleteMany({ where: of }),
  ]);
  if (count === 0) throw unknownEndpoint();
}

/** Returns a new signing secret, once; the one before signs as well for a day. */
export async function rotateSecret(
  workspaceId: string,
  id: string,
  now = new Date(),
): Promise<{ secret: string; previousUntil: string }> {
  const secret = newSigningSecret();
  const until = new Date(now.getTime() + OVERLAP_MS);
  const { rowCount } = await getPool().query(
    `update outgoing_endpoint set previous_cipher = secret_cipher, previous_until = $5, secret_cipher = $3, secret_hint = $4
     where workspace_id = $1 and id = $2`,
    [workspaceId, id, seal(secret), hintOfSecret(secret), until],
  );
  if (rowCount === 0) throw unknownEndpoint();
  return { secret, previousUntil: until.toISOString() };
}

export const unknownEndpoint = () => new AppError('not_found', 'There is no such endpoint.');
