import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { listCommissions } from '@/lib/partners/commissions/list-commissions';
import { commissionQuery } from '@/lib/partners/inputs';

export const GET = query(nothing, ({ viewer, search }) =>
  listCommissions(viewer.account.workspaceId, commissionQuery.parse(Object.fromEntries(search))),
);
