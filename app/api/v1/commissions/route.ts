import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { listCommissions } from '@/lib/partners/commissions/list-commissions';
import { commissionQuery } from '@/lib/partners/inputs';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listCommissions(account.workspaceId, commissionQuery.parse(search)),
}));
