import { personId } from '@/app/_http/person-id';
import { reader } from '@/app/_http/reader';
import { loadPerson, personMode } from '@/lib/people/load-person';

export const GET = reader(personId, async ({ account, params, search }) => ({
  json: await loadPerson(account, params.id, personMode.parse(search).mode),
}));
