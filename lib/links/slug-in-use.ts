import { getDb } from '@/lib/db/client';
import { checkSlug } from './slugs';

/** Whether a slug is one, and free in the whole installation. `link` may keep its own. */
export async function slugInUse(slug: string, link: string | null): Promise<boolean> {
  const holder = await getDb().link.findUnique({ where: { slug: checkSlug(slug) }, select: { id: true } });
  return holder !== null && holder.id !== link;
}
