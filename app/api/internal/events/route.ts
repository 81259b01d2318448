import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { eventQuery, loadEvents } from '@/lib/workspace/load-events';

export const GET = query(nothing, ({ viewer, search }) =>
  loadEvents(viewer.account, eventQuery.parse(Object.fromEntries(search))),
);
