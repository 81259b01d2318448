import { mutation, nothing } from '@/app/_http/mutation';
import { dryRunInput } from '@/lib/partners/inputs';
import { dryRunRule } from '@/lib/partners/rules/dry-run';

export const POST = mutation({ role: 'analyst', body: dryRunInput, params: nothing }, ({ viewer, body }) =>
  dryRunRule(viewer.account.workspaceId, body, new Date()),
);
