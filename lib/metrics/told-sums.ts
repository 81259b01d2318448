import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { endOf, type Scope, type SumTable, startsOf } from './scope';
import { instantsOf, type Told, toldSeries, toldSql } from './told';

const row = z.object({ bucket: z.number(), series: z.string(), part: z.string(), quantity: z.bigint() });

/** Adds what was told in each bucket to the table, under a measure for each of its parts. */
export async function addTold(
  table: SumTable,
  scope: Scope,
  told: Told,
  measureOf: (part: string) => string,
): Promise<void> {
  const [end, ...starts] = await instantsOf(scope, [endOf(scope), ...startsOf(scope)]);
  const values: unknown[] = [scope.workspaceId, scope.livemode, starts[0], end, starts];
  const rows = await queryRows(row, {
    text: `select width_bucket(occurred_at, $5::timestamptz[]) as bucket, ${toldSeries(scope)} as series, part, sum(quantity)::bigint as quantity
      from ${toldSql(told, scope, values)} told
      group by 1, 2, 3`,
    values,
  });
  for (const { bucket, series, part, quantity } of rows) table.add(series, measureOf(part), bucket, 0n, quantity);
}
