import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { readPurchaseAgain } from '@/lib/connections/find/read-purchase-again';
import { shownRow } from '@/lib/workspace/replay';

const id = z.string().min(1).max(255);
const body = z.object({ connectionId: id, objectId: id });

export const POST = mutation({ role: 'admin', body, params: nothing }, async ({ viewer, body: wanted }) => {
  const { changes, ...read } = await readPurchaseAgain(viewer.account.workspaceId, wanted);
  return { ...read, changes: changes.map(shownRow) };
});
