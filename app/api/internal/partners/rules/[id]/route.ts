import { z } from 'zod';
import { memberOf } from '@/app/_http/member-of';
import { mutation } from '@/app/_http/mutation';
import { ruleChange } from '@/lib/partners/inputs';
import { changeRule } from '@/lib/partners/rules/save-rule';

const params = z.object({ id: z.string() });

export const PATCH = mutation({ role: 'admin', body: ruleChange, params }, ({ viewer, body, params: { id } }) =>
  changeRule(memberOf(viewer), id, body),
);
