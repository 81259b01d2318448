import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { fetchMissing } from '@/lib/reconciliation/fetch-missing';
import { reconciliationQuestion } from '@/lib/reports/load-reconciliation';
import { requireConnection } from '@/lib/workspace/require-connection';

const body = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  mode: z.enum(['live', 'test']),
  connection: z.string().max(255).optional(),
});

export const POST = mutation({ body, params: nothing, role: 'analyst' }, async ({ viewer, body: asked }) => {
  const { connection = '' } = asked;
  if (connection !== '') await requireConnection(viewer.account.workspaceId, connection);
  return fetchMissing(reconciliationQuestion(viewer.account, { ...asked, connection }));
});
