import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { payoutCsv } from '@/lib/partners/payouts/payout-csv';

export const GET = reader(z.object({ id: z.string() }), async ({ account, params: { id } }) => ({
  csv: await payoutCsv(account.workspaceId, id),
  fileName: `payout-${id}.csv`,
}));
