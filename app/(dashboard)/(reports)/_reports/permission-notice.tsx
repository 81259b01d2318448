import { MissingPermissions } from '@/components/reports/missing-permissions';
import { permissionsOf } from '@/lib/connections/permissions/metric-permissions';
import { missingPermissions } from '@/lib/connections/permissions/missing-permissions';
import type { Account, Mode } from '@/lib/reports/types';

interface Props {
  account: Account;
  mode: Mode;
  /** What the report shows. */
  metrics: readonly string[];
}

/** Names what keys may not read of what these metrics need (definitions B14-6). */
export async function PermissionNotice({ account, mode, metrics }: Props) {
  const needed = permissionsOf(metrics);
  const missing = await missingPermissions(account.workspaceId, mode === 'live');
  return <MissingPermissions missing={missing.filter(({ id }) => needed.has(id))} />;
}
