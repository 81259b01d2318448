import { mutation, nothing } from '@/app/_http/mutation';
import { historyInput } from '@/lib/identity/actions/action-inputs';
import { loadPersonHistory } from '@/lib/identity/actions/load-actions';

// Posted, so that no address of a person stands in a URL or a log.
export const POST = mutation(
  { role: 'viewer', body: historyInput, params: nothing },
  ({ viewer, body: { personId, mode } }) =>
    loadPersonHistory(viewer.account.workspaceId, { personId, livemode: mode === 'live' }),
);
