import { z } from 'zod';
import { memberOf } from '@/app/_http/member-of';
import { mutation } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { partnerChange } from '@/lib/partners/inputs';
import { loadPartner } from '@/lib/partners/partners/list-partners';
import { changePartner } from '@/lib/partners/partners/save-partner';

const params = z.object({ id: z.string() });
const mode = z.enum(['live', 'test']).default('live');

export const GET = query(params, ({ viewer, params: { id }, search }) =>
  loadPartner(viewer.account.workspaceId, id, mode.parse(search.get('mode') ?? undefined)),
);

export const PATCH = mutation({ role: 'admin', body: partnerChange, params }, ({ viewer, body, params: { id } }) =>
  changePartner(memberOf(viewer), id, body),
);
