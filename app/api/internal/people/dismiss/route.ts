import { mutation, nothing } from '@/app/_http/mutation';
import { dismissInput } from '@/lib/identity/actions/action-inputs';
import { dismissConflict } from '@/lib/identity/conflicts/dismiss-conflict';

export const POST = mutation(
  { role: 'admin', body: dismissInput, params: nothing },
  ({ viewer, body: { mode, ...wish } }) =>
    dismissConflict(
      { workspaceId: viewer.account.workspaceId, userId: viewer.user.id },
      { ...wish, livemode: mode === 'live' },
    ),
);
