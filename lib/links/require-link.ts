import { getDb } from '@/lib/db/client';
import type { Link } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';

/** How a link can be named: by our id, or by the caller's own. */
type LinkName = { id: string } | { externalId: string } | { slug: string };

export async function findLink(workspaceId: string, name: LinkName): Promise<Link | null> {
  return getDb().link.findFirst({ where: { workspaceId, deletedAt: null, ...name } });
}

/** The link of this id. Throws `not_found` for one of another workspace as for one that was deleted. */
export async function requireLink(workspaceId: string, id: string): Promise<Link> {
  const link = await findLink(workspaceId, { id });
  if (!link) throw new AppError('not_found', 'There is no link of this id.');
  return link;
}
