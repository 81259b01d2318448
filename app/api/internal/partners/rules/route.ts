import { memberOf } from '@/app/_http/member-of';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { ruleInput } from '@/lib/partners/inputs';
import { listRules } from '@/lib/partners/rules/list-rules';
import { createRule } from '@/lib/partners/rules/save-rule';

export const GET = query(nothing, ({ viewer }) => listRules(viewer.account.workspaceId));

export const POST = mutation({ role: 'admin', body: ruleInput, params: nothing }, ({ viewer, body }) =>
  createRule(memberOf(viewer), body),
);
