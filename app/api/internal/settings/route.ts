import { mutation, nothing } from '@/app/_http/mutation';
import { workspaceSettings } from '@/lib/workspace/settings';
import { updateSettings } from '@/lib/workspace/update-settings';

export const PATCH = mutation({ role: 'admin', body: workspaceSettings, params: nothing }, ({ viewer, body }) =>
  updateSettings(viewer.account.workspaceId, body),
);
