import { findViewer } from '@/app/_session/find-viewer';
import { findApiKey } from '@/lib/auth/api-keys';
import { checkOrigin } from '@/lib/auth/check-origin';
import { loadAccount } from '@/lib/auth/load-account';
import type { Role } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';

export interface Caller {
  account: Account;
  /** What a secret key may do is not narrowed by a role. */
  role: Role | 'secret_key';
}

/**
 * Whoever calls the REST API: a secret key, or the browser of a signed-in member, from whose pages a change must come. The
 * workspace comes from the key or the session, never from the request.
 */
export async function findCaller(request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    if (request.method !== 'GET') checkOrigin(request.headers);
    const viewer = await findViewer();
    if (!viewer) throw new AppError('unauthenticated', 'Send “Authorization: Bearer <secret key>”, or sign in.');
    return { account: viewer.account, role: viewer.role };
  }
  const [scheme, presented = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer') throw new AppError('unauthenticated', 'The authorization scheme is Bearer.');
  const key = await findApiKey(presented);
  if (!key) throw new AppError('unauthenticated', 'This API key is not known or has been revoked.');
  if (key.kind !== 'secret')
    throw new AppError('forbidden', 'A public key cannot read reports: use a secret key, on a server.');
  return { account: await loadAccount(key.workspaceId), role: 'secret_key' };
}
