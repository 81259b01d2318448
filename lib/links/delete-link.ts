import { getDb } from '@/lib/db/client';
import { forgetLink } from '@/lib/tracking/find-link';
import { requireLink } from './require-link';

/**
 * Takes a link away: its address leads nowhere from now on, and its slug is free. The row of one that was clicked stays, so
 * that reports can still name what its clicks brought.
 */
export async function deleteLink(workspaceId: string, id: string): Promise<void> {
  const { slug, title } = await requireLink(workspaceId, id);
  const where = { workspaceId_id: { workspaceId, id } };
  const now = new Date();
  // The slug goes first, so that no click comes in between.
  await getDb().link.update({
    where,
    data: {
      ...{ slug: `deleted:${id}`, externalId: null, deletedAt: now, archivedAt: now },
      title: `${title ?? `/r/${slug}`} (deleted)`,
    },
  });
  forgetLink(slug);
  const clicked = await getDb().touchpoint.findFirst({ where: { workspaceId, linkId: id }, select: { id: true } });
  if (!clicked) await getDb().link.delete({ where });
}
