import { catchUp } from '@/lib/connections/catch-up/catch-up';
import { AppError } from '@/lib/errors';
import { requireConnection } from './require-connection';

/** Asks Stripe now for events that no webhook brought. */
export async function lookForMissed(workspaceId: string, id: string): Promise<{ events: number; recovered: number }> {
  const { apiKeyCipher } = await requireConnection(workspaceId, id);
  if (!apiKeyCipher) throw new AppError('unprocessable', 'Save a restricted key first.');
  const { events, recovered, problem } = await catchUp({ workspaceId, id }, 'asked');
  if (problem) throw new AppError('unavailable', problem);
  return { events, recovered };
}
