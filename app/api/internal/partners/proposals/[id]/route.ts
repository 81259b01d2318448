import { z } from 'zod';
import { memberOf } from '@/app/_http/member-of';
import { mutation } from '@/app/_http/mutation';
import { proposalAnswer } from '@/lib/partners/inputs';
import { decideProposal } from '@/lib/partners/proposals/decide-proposal';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: proposalAnswer, params }, ({ viewer, body, params: { id } }) =>
  decideProposal(memberOf(viewer), id, body),
);
