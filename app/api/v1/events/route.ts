import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { eventListQuery, listEvents } from '@/lib/workspace/list-events';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listEvents(account, eventListQuery.parse(search)),
}));
