import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { listPeople, personQuery } from '@/lib/people/list-people';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listPeople(account, personQuery.parse(search)),
}));
