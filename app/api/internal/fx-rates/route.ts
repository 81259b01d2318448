import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { importRates } from '@/lib/fx/import-rates';
import { refoldWorkspace } from '@/lib/inbox/rebuild';

const upload = z.object({ csv: z.string().trim().min(1, 'Paste or choose a CSV first.') });

export const POST = mutation({ role: 'admin', body: upload, params: nothing }, async ({ viewer, body }) => {
  const { workspaceId } = viewer.account;
  const imported = await importRates(workspaceId, body.csv, 'csv');
  if (imported.changed > 0) await refoldWorkspace(workspaceId); // converts what waited for a rate
  return imported;
});
