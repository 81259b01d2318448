import { z } from 'zod';
import { memberOf } from '@/app/_http/member-of';
import { mutation } from '@/app/_http/mutation';
import { partnerCodeInput } from '@/lib/partners/inputs';
import { addPartnerCode, removePartnerCode } from '@/lib/partners/partners/partner-codes';

const params = z.object({ id: z.string() });

export const POST = mutation({ role: 'admin', body: partnerCodeInput, params }, ({ viewer, body, params: { id } }) =>
  addPartnerCode(memberOf(viewer), id, body),
);

export const DELETE = mutation({ role: 'admin', body: partnerCodeInput, params }, ({ viewer, body, params: { id } }) =>
  removePartnerCode(memberOf(viewer), id, body),
);
