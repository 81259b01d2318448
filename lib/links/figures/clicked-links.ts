import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ id: z.string() });

/** Which of these links were ever clicked. */
export async function clickedLinks(workspaceId: string, links: readonly string[]): Promise<Set<string>> {
  const rows = await queryRows(row, {
    text: `select id from unnest($2::text[]) as asked(id)
      where exists (select from touchpoint where workspace_id = $1 and link_id = asked.id)`,
    values: [workspaceId, links],
  });
  return new Set(rows.map(({ id }) => id));
}
