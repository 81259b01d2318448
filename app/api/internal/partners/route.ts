import { memberOf } from '@/app/_http/member-of';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { partnerInput, partnerQuery } from '@/lib/partners/inputs';
import { listPartners } from '@/lib/partners/partners/list-partners';
import { createPartner } from '@/lib/partners/partners/save-partner';

export const GET = query(nothing, ({ viewer, search }) =>
  listPartners(viewer.account.workspaceId, partnerQuery.parse(Object.fromEntries(search))),
);

export const POST = mutation({ role: 'admin', body: partnerInput, params: nothing }, ({ viewer, body }) =>
  createPartner(memberOf(viewer), body),
);
