import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

/** Which links; all that are set must hold. */
export interface LinkFilter {
  /** In the slug, the address, the title or the campaign. */
  search?: string;
  /** Also those that were put away. */
  showArchived?: boolean;
  createdById?: string;
  partnerId?: string;
}

/** The place of a link among all, the newest first. */
export interface LinkKey {
  at: string;
  id: string;
}

interface Page {
  after?: LinkKey | null;
  before?: LinkKey | null;
  limit: number;
  offset?: number;
}

const keyRow = z.object({ id: z.string(), at: z.string() });
const countRow = z.object({ count: z.bigint() });

/** The keys of a page of links, the newest first; of those before a key, the ones next to it. */
export async function findLinks(workspaceId: string, filter: LinkFilter, page: Page): Promise<LinkKey[]> {
  const { condition, values } = conditionOf(workspaceId, filter);
  const { after, before, limit, offset = 0 } = page;
  const key = before ?? after;
  let bound = '';
  if (key) {
    values.push(key.at, key.id);
    bound = ` and (created_at, id) ${before ? '>' : '<'} ($${values.length - 1}::timestamptz, $${values.length})`;
  }
  values.push(limit, offset);
  const order = before ? 'asc' : 'desc';
  const rows = await queryRows(keyRow, {
    text: `select id, created_at::text as at from link where workspace_id = $1 and ${condition}${bound}
      order by created_at ${order}, id ${order} limit $${values.length - 1} offset $${values.length}`,
    values,
  });
  return before ? rows.reverse() : rows;
}

export async function countLinks(workspaceId: string, filter: LinkFilter): Promise<number> {
  const { condition, values } = conditionOf(workspaceId, filter);
  const [row] = await queryRows(countRow, {
    text: `select count(*) from link where workspace_id = $1 and ${condition}`,
    values,
  });
  return Number(row?.count ?? 0n);
}

/** Where a link stands among the others; null for one that is not there. */
export async function linkKey(workspaceId: string, id: string): Promise<LinkKey | null> {
  const [row] = await queryRows(keyRow, {
    text: 'select id, created_at::text as at from link where workspace_id = $1 and id = $2 and deleted_at is null',
    values: [workspaceId, id],
  });
  return row ?? null;
}

/** Beside the workspace, which is the first of the values. */
function conditionOf(workspaceId: string, filter: LinkFilter): { condition: string; values: unknown[] } {
  const values: unknown[] = [workspaceId];
  const conditions = ['deleted_at is null'];
  const search = filter.search?.trim() ?? '';
  if (search !== '') {
    values.push(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
    const found = ['slug', 'url', 'title', 'campaign'].map((column) => `${column} ilike $${values.length}`);
    conditions.push(`(${found.join(' or ')})`);
  }
  if (!filter.showArchived) conditions.push('archived_at is null');
  for (const [column, value] of [
    ['created_by_id', filter.createdById],
    ['partner_id', filter.partnerId],
  ] as const) {
    if (value === undefined) continue;
    values.push(value);
    conditions.push(`${column} = $${values.length}`);
  }
  return { condition: conditions.join(' and '), values };
}
