import type { Account } from '@/lib/reports/types';
import type { PreviewAnswer } from '../mapping-answer';
import type { Mapping } from '../types';
import { loadPreview } from './load-preview';
import { startPreview } from './start-preview';

/** Most previews are there by then; for the rest the caller asks again. */
const PATIENCE_MS = 20_000;

/** Begins a preview and waits for it a while. */
export async function answerPreview(account: Account, connectionId: string, mapping: Mapping): Promise<PreviewAnswer> {
  const { id, finished } = await startPreview({ account, connectionId, mapping, userId: null });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([finished, patience]);
  clearTimeout(timer);
  return { id, ...(await loadPreview({ workspaceId: account.workspaceId, id })) };
}
