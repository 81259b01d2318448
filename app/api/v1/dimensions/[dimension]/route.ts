import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { loadDimension } from '@/lib/reports/load-dimension';

const params = z.object({ dimension: z.string() });

export const GET = reader(params, async ({ account, params: { dimension }, search }) => ({
  json: { values: await loadDimension(account, dimension, search.mode === 'test' ? 'test' : 'live') },
}));
