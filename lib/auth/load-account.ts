import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';

export interface NamedAccount extends Account {
  name: string;
}

interface WorkspaceRow {
  id: string;
  name: string;
  currency: string;
  timeZone: string;
  weekStart: string;
  feeHandling: string;
  settingsVersion: number;
  metadataKeys: string[];
}

export async function loadAccount(workspaceId: string): Promise<NamedAccount> {
  const row = await getDb().workspace.findUnique({ where: { id: workspaceId } });
  if (!row) throw new AppError('not_found', 'There is no such workspace.');
  return toAccount(row);
}

export function toAccount(row: WorkspaceRow): NamedAccount {
  return {
    workspaceId: row.id,
    name: row.name,
    currency: row.currency,
    timeZone: row.timeZone,
    weekStart: row.weekStart === 'sunday' ? 'sunday' : 'monday',
    feeHandling: row.feeHandling === 'gross' ? 'gross' : 'net_of_fees',
    settingsVersion: row.settingsVersion,
    metadataKeys: row.metadataKeys,
  };
}
