import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Dimension } from './dimensions';
import { dimensionLabels } from './labels';

const row = z.object({ value: z.string() });

/** The values a dimension really has in the ledger, with their names: what a filter can offer. */
export async function dimensionValues(
  workspaceId: string,
  livemode: boolean,
  dimension: Dimension,
): Promise<{ value: string; label: string }[]> {
  const own = dimension === 'currency';
  const rows = await queryRows(row, {
    text: own
      ? "select distinct currency as value from daily_rollup where workspace_id = $1 and livemode = $2 and dimension = $3 and currency <> '' order by 1"
      : 'select distinct value from daily_rollup where workspace_id = $1 and livemode = $2 and dimension = $3 order by 1',
    values: [workspaceId, livemode, own ? '' : dimension],
  });
  const labels = await dimensionLabels(
    workspaceId,
    dimension,
    rows.map(({ value }) => value),
  );
  return rows
    .map(({ value }) => ({ value, label: labels.get(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
