import { memberOf } from '@/app/_http/member-of';
import { mutation, nothing } from '@/app/_http/mutation';
import { decideCommissions } from '@/lib/partners/commissions/decide';
import { decisionInput } from '@/lib/partners/inputs';

export const POST = mutation({ role: 'admin', body: decisionInput, params: nothing }, ({ viewer, body }) =>
  decideCommissions(memberOf(viewer), body, new Date()),
);
