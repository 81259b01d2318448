import { getDb } from '@/lib/db/client';
import { loadAccount } from '@/lib/auth/load-account';
import type { WorkspaceSettings } from './settings';

const CHANGES_NUMBERS = ['currency', 'timeZone', 'weekStart', 'feeHandling'] as const;

/** Saves, and says whether derived tables must be rebuilt because a setting that can change a number changed. */
export async function updateSettings(
  workspaceId: string,
  settings: WorkspaceSettings,
): Promise<{ settingsVersion: number; numbersChanged: boolean }> {
  const before = await loadAccount(workspaceId);
  const numbersChanged = CHANGES_NUMBERS.some((key) => before[key] !== settings[key]);
  const row = await getDb().workspace.update({
    where: { id: workspaceId },
    data: { ...settings, ...(numbersChanged ? { settingsVersion: { increment: 1 } } : {}) },
  });
  return { settingsVersion: row.settingsVersion, numbersChanged };
}
