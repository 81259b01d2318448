import { mutation, nothing } from '@/app/_http/mutation';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { workspaceSettings } from '@/lib/workspace/settings';
import { updateSettings } from '@/lib/workspace/update-settings';

export const PATCH = mutation({ role: 'admin', body: workspaceSettings, params: nothing }, async ({ viewer, body }) => {
  const { workspaceId } = viewer.account;
  const saved = await updateSettings(workspaceId, body);
  if (saved.numbersChanged) await rebuildWorkspace(workspaceId);
  return saved;
});
