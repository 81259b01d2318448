import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { proposalQuery } from '@/lib/partners/inputs';
import { listProposals } from '@/lib/partners/proposals/list-proposals';

export const GET = query(nothing, ({ viewer, search }) =>
  listProposals(viewer.account.workspaceId, proposalQuery.parse(Object.fromEntries(search))),
);
