import { memberOf } from '@/app/_http/member-of';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadPartnerSettings, savePartnerSettings } from '@/lib/partners/settings';
import { partnerSettings } from '@/lib/partners/shapes';

export const GET = query(nothing, ({ viewer }) => loadPartnerSettings(viewer.account.workspaceId));

export const PUT = mutation({ role: 'admin', body: partnerSettings, params: nothing }, ({ viewer, body }) =>
  savePartnerSettings(memberOf(viewer), body),
);
