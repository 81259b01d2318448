import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { customerQuery, listCustomers } from '@/lib/people/list-customers';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listCustomers(account.workspaceId, customerQuery.parse(search)),
}));
