import { mutation, nothing } from '@/app/_http/mutation';
import { mergeInput } from '@/lib/identity/actions/action-inputs';
import { mergePeople } from '@/lib/identity/aliases/add-alias';

export const POST = mutation(
  { role: 'admin', body: mergeInput, params: nothing },
  ({ viewer, body: { mode, ...wish } }) =>
    mergePeople(
      { workspaceId: viewer.account.workspaceId, userId: viewer.user.id },
      { ...wish, livemode: mode === 'live' },
    ),
);
