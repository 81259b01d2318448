import { open } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import type { KeyReport } from './key-report';
import { probeKey } from './probe-key';

interface Source {
  workspaceId: string;
  id: string;
}

interface Options {
  /** Whether what was known before stands when Stripe gave no full answer, or is replaced by that. */
  whenUnreached?: 'keep' | 'say';
}

/** Tries the stored key of a connection and keeps what it may; null when there is no key. */
export async function probePermissions(
  { workspaceId, id }: Source,
  { whenUnreached = 'say' }: Options = {},
): Promise<KeyReport | null> {
  const where = { workspaceId_id: { workspaceId, id } };
  const connection = await getDb().connection.findUnique({ where });
  if (!connection?.apiKeyCipher) return null;
  const { apiKeyCipher, accountId } = connection;
  const report = await probeKey({ apiKeyCipher, accountId, kind: kindOf(open(apiKeyCipher)) });
  if (whenUnreached === 'keep' && report.accepted && report.problem && connection.permissionsAt) return report;
  // Only if it still is this key: another one may have been stored meanwhile.
  await keepReport({ workspaceId, id, apiKeyCipher }, report);
  return report;
}

export async function keepReport(where: Source & { apiKeyCipher?: string }, report: KeyReport): Promise<void> {
  const { workspaceId, ...one } = where;
  await getDb().connection.updateMany({
    where: { workspaceId, ...one },
    data: { permissions: report, permissionsAt: new Date() },
  });
}

export const kindOf = (key: string): KeyReport['kind'] => (key.startsWith('sk_') ? 'full' : 'restricted');
