import { loadAccount } from '@/lib/auth/load-account';
import { getDb } from '@/lib/db/client';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import type { WorkspaceSettings } from './settings';

const CHANGES_NUMBERS = ['currency', 'timeZone', 'weekStart', 'feeHandling'] as const;

/**
 * Saves, and computes every figure again when a setting that can change one changed. If that fails the old settings come
 * back, so that figures and settings never disagree.
 */
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
  if (numbersChanged) await refoldOrRestore(workspaceId, before);
  return { settingsVersion: row.settingsVersion, numbersChanged };
}

async function refoldOrRestore(workspaceId: string, before: WorkspaceSettings): Promise<void> {
  try {
    await refoldWorkspace(workspaceId);
  } catch (error) {
    const { name, currency, timeZone, weekStart, feeHandling } = before;
    await getDb().workspace.update({
      where: { id: workspaceId },
      data: { name, currency, timeZone, weekStart, feeHandling, settingsVersion: { increment: 1 } },
    });
    throw error;
  }
}
