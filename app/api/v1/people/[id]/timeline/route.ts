import { personId } from '@/app/_http/person-id';
import { reader } from '@/app/_http/reader';
import { loadTimeline, timelineQuery } from '@/lib/people/load-timeline';

export const GET = reader(personId, async ({ account, params, search }) => ({
  json: await loadTimeline(account, params.id, timelineQuery.parse(search)),
}));
