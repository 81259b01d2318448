import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { eventFilter, loadEvents } from '@/lib/workspace/load-events';

export const GET = query(nothing, ({ viewer, search }) =>
  loadEvents(viewer.account.workspaceId, eventFilter.parse(Object.fromEntries(search))),
);
