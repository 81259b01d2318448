import { z } from 'zod';
import { memberOf } from '@/app/_http/member-of';
import { mutation } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { payoutAction } from '@/lib/partners/inputs';
import { closePayout } from '@/lib/partners/payouts/close-payout';
import { loadPayout } from '@/lib/partners/payouts/list-payouts';

const params = z.object({ id: z.string() });

export const GET = query(params, ({ viewer, params: { id } }) => loadPayout(viewer.account.workspaceId, id));

export const POST = mutation({ role: 'admin', body: payoutAction, params }, ({ viewer, body, params: { id } }) =>
  closePayout(memberOf(viewer), id, body.action),
);
