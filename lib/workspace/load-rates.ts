import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({
  base: z.string(),
  quote: z.string(),
  day: z.string(),
  rate: z.string(),
  source: z.string(),
  days: z.bigint(),
});

export interface LatestRate extends Omit<z.output<typeof row>, 'days'> {
  /** How many days are stored for the pair. */
  days: number;
}

/** The newest stored rate of every currency pair. */
export async function loadRates(workspaceId: string): Promise<LatestRate[]> {
  const rows = await queryRows(row, {
    text: `select distinct on (base, quote) base, quote, day::text as day, trim_scale(rate)::text as rate, source,
        count(*) over (partition by base, quote) as days
      from fx_rate where workspace_id = $1 order by base, quote, day desc`,
    values: [workspaceId],
  });
  return rows.map(({ days, ...rate }) => ({ ...rate, days: Number(days) }));
}
