import { mutation, nothing } from '@/app/_http/mutation';
import { actionQuery, loadActions } from '@/lib/identity/actions/load-actions';

// Posted, so that no address of a person stands in a URL or a log.
export const POST = mutation({ role: 'viewer', body: actionQuery, params: nothing }, ({ viewer, body }) =>
  loadActions(viewer.account.workspaceId, body),
);
