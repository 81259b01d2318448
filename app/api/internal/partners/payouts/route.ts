import { memberOf } from '@/app/_http/member-of';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { payoutInput, payoutQuery } from '@/lib/partners/inputs';
import { listPayouts } from '@/lib/partners/payouts/list-payouts';
import { makePayout } from '@/lib/partners/payouts/make-payout';

export const GET = query(nothing, ({ viewer, search }) =>
  listPayouts(viewer.account.workspaceId, payoutQuery.parse(Object.fromEntries(search))),
);

export const POST = mutation({ role: 'admin', body: payoutInput, params: nothing }, ({ viewer, body }) =>
  makePayout(memberOf(viewer), body),
);
