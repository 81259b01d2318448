import { mutation, nothing } from '@/app/_http/mutation';
import { settleInput } from '@/lib/identity/actions/action-inputs';
import { settleConflict } from '@/lib/identity/pins/settle-conflict';

export const POST = mutation({ role: 'admin', body: settleInput, params: nothing }, ({ viewer, body }) =>
  settleConflict({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, body),
);
