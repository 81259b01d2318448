import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { forgetLink } from '@/lib/tracking/find-link';
import { clickedLinks } from './figures/clicked-links';
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
  const clicked = await clickedLinks(workspaceId, [id]);
  if (clicked.size === 0) await getDb().link.delete({ where });
}

/** The same, of one that was never clicked; throws `conflict` for any other, which is archived instead. */
export async function deleteUnclicked(workspaceId: string, id: string): Promise<void> {
  await requireLink(workspaceId, id);
  if ((await clickedLinks(workspaceId, [id])).size > 0)
    throw new AppError('conflict', 'This link has been clicked: archive it, so that its clicks keep their name.');
  await deleteLink(workspaceId, id);
}
