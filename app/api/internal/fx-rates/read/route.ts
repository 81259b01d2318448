import { mutation, nothing } from '@/app/_http/mutation';
import { readRatesNow } from '@/lib/fx/read-rates-now';

export const POST = mutation({ role: 'admin', body: nothing, params: nothing }, ({ viewer }) =>
  readRatesNow(viewer.account.workspaceId),
);
