import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { DUPLICATES, RIVALS, SHARED } from './conflict-sql';

const countRow = z.object({ rivals: z.number(), duplicates: z.number(), shared: z.number() });
export type ConflictCounts = z.output<typeof countRow>;

/** How many conflicts wait for somebody, by kind. */
export async function countConflicts(workspaceId: string, livemode: boolean): Promise<ConflictCounts> {
  const [counts] = await queryRows(countRow, {
    text: `select (select count(*)::int from (${RIVALS}) r) as rivals, (select count(*)::int from (${DUPLICATES}) d) as duplicates,
      (select count(*)::int from (${SHARED}) s) as shared`,
    values: [workspaceId, livemode],
  });
  return counts ?? { rivals: 0, duplicates: 0, shared: 0 };
}
