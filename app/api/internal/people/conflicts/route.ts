import { mutation, nothing } from '@/app/_http/mutation';
import { conflictQuery, loadConflicts } from '@/lib/identity/conflicts/load-conflicts';

// Posted, so that no address of a person stands in a URL or a log.
export const POST = mutation({ role: 'viewer', body: conflictQuery, params: nothing }, ({ viewer, body }) =>
  loadConflicts(viewer.account.workspaceId, body),
);
