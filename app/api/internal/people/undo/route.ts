import { mutation, nothing } from '@/app/_http/mutation';
import { undoInput } from '@/lib/identity/actions/action-inputs';
import { undoAction } from '@/lib/identity/actions/undo-action';

export const POST = mutation({ role: 'admin', body: undoInput, params: nothing }, ({ viewer, body }) =>
  undoAction({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, body.actionId),
);
