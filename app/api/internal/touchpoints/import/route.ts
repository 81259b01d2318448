import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { importTouches } from '@/lib/tracking/import-touches';

const upload = z.object({ csv: z.string().trim().min(1, 'Paste or choose a CSV first.') });

export const POST = mutation({ role: 'analyst', body: upload, params: nothing }, ({ viewer, body }) =>
  importTouches(viewer.account.workspaceId, body.csv),
);
