import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { importRates } from '@/lib/fx/import-rates';

const upload = z.object({ csv: z.string().trim().min(1, 'Paste or choose a CSV first.') });

export const POST = mutation({ role: 'admin', body: upload, params: nothing }, ({ viewer, body }) =>
  importRates(viewer.account.workspaceId, body.csv, 'csv'),
);
