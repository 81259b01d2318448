import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { type LinkFilter, type LinkKey, linkKey } from '../find-links';

const flag = z.stringbool('must be true or false.').optional();

/** Which links, and which page of them. */
const supported = z.object({
  domain: z.string().optional(),
  search: z.string().max(500).optional(),
  userId: z.string().max(200).optional(),
  showArchived: flag,
  sortBy: z.literal('createdAt', 'links are sorted by createdAt only.').optional(),
  sortOrder: z.literal('desc', 'the newest links come first.').optional(),
  startingAfter: z.string().max(200).optional(),
  endingBefore: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(100),
});
type Asked = z.output<typeof supported>;

/** Pages by number read what they pass over; cursors do not. */
const MOST_PASSED_OVER = 10_000;

/** Reads Dub's filters. Throws `unprocessable` naming one that Headwater's links cannot be told apart by. */
export function readDubQuery(search: URLSearchParams): Asked {
  const known: Record<string, string> = {};
  for (const [name, value] of search) {
    if (name in supported.shape) known[name] = value;
    else if (value !== '' && value !== 'false')
      throw new AppError('unprocessable', `${name}: Headwater’s links cannot be filtered by this.`, name);
  }
  return supported.parse(known);
}

/** Null where no link can be meant, as there is one domain only. */
export function dubFilter({ domain, search, userId, showArchived = false }: Asked, ours: string): LinkFilter | null {
  if (domain && domain.toLowerCase() !== ours.toLowerCase()) return null;
  return { showArchived, ...(search ? { search } : {}), ...(userId ? { createdById: userId } : {}) };
}

export async function dubPage(workspaceId: string, asked: Asked) {
  const { startingAfter, endingBefore, page = 1, pageSize } = asked;
  if (startingAfter && endingBefore)
    throw new AppError('unprocessable', 'endingBefore: give either this or startingAfter.', 'endingBefore');
  const offset = startingAfter || endingBefore ? 0 : (page - 1) * pageSize;
  if (offset > MOST_PASSED_OVER)
    throw new AppError('unprocessable', `page: go on with startingAfter after ${MOST_PASSED_OVER} links.`, 'page');
  return {
    limit: pageSize,
    offset,
    after: await keyOf(workspaceId, startingAfter, 'startingAfter'),
    before: await keyOf(workspaceId, endingBefore, 'endingBefore'),
  };
}

async function keyOf(workspaceId: string, id: string | undefined, field: string): Promise<LinkKey | null> {
  if (!id) return null;
  const key = await linkKey(workspaceId, id);
  if (!key) throw new AppError('unprocessable', `${field}: there is no link of this id.`, field);
  return key;
}
