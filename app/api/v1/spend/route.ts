import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { writer } from '@/app/_http/writer';
import { loadSpend, spendQuery } from '@/lib/spend/load-spend';
import { saveSpend } from '@/lib/spend/save-spend';
import { spendRequest } from '@/lib/spend/spend-row';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await loadSpend(account.workspaceId, spendQuery.parse(search)),
}));

export const POST = writer(
  { body: spendRequest, params: nothing, role: 'analyst' },
  ({ workspaceId, body: { spend } }) => saveSpend({ workspaceId, userId: null }, spend),
);
