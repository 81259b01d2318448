import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { type Link, Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { forgetLink } from '@/lib/tracking/find-link';
import { checkUrl } from './check-url';
import type { LinkInput, LinkPatch } from './link-input';
import { requireLink } from './require-link';
import { checkSlug, newSlug } from './slugs';
import { whereTo } from './where-to';

export interface Author {
  workspaceId: string;
  /** Null for a key. */
  userId: string | null;
}

/** How a slug is made where none is given. */
interface SlugWish {
  length?: number;
  prefix?: string;
}

/** Of forty bits: a second try is already rare. */
const TRIES = 5;

/** Makes a link. Throws `conflict` for a slug or an external id that is taken. */
export async function createLink(author: Author, input: LinkInput, wish: SlugWish = {}): Promise<Link> {
  const { workspaceId, userId } = author;
  const changes = await checkChanges(workspaceId, input, null);
  const { url } = changes;
  if (url === undefined) throw new AppError('unprocessable', 'Enter the address that the link leads to.', 'url');
  const chosen = input.slug === undefined ? null : checkSlug(input.slug);
  const now = new Date();
  for (let tries = 1; ; tries += 1) {
    const slug = chosen ?? checkSlug(newSlug(wish.length, wish.prefix));
    try {
      const link = await getDb().link.create({
        data: {
          ...{ ...changes, url, slug, workspaceId },
          ...{ id: newId('link'), createdById: userId, createdAt: now, updatedAt: now },
        },
      });
      forgetLink(slug); // that there was none
      return link;
    } catch (error) {
      const taken = await whatIsTaken(error, workspaceId, input, null);
      if (taken.field !== 'slug' || chosen !== null || tries === TRIES) throw taken;
    }
  }
}

/** Changes what the patch names. Clicks of before keep what they were told of then. */
export async function updateLink(workspaceId: string, id: string, patch: LinkPatch): Promise<Link> {
  const before = await requireLink(workspaceId, id);
  const changes = await checkChanges(workspaceId, patch, before);
  const slug = patch.slug === undefined ? {} : { slug: checkSlug(patch.slug) };
  try {
    const link = await getDb().link.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { ...changes, ...slug },
    });
    forgetLink(before.slug);
    forgetLink(link.slug);
    return link;
  } catch (error) {
    throw await whatIsTaken(error, workspaceId, patch, id);
  }
}

/** The columns that change, checked. */
async function checkChanges(workspaceId: string, patch: LinkPatch, before: Link | null) {
  const { title, externalId, partnerId, expiredUrl, expiresAt, archived, trackConversion, clientReference } = patch;
  await checkPartner(workspaceId, partnerId ?? null);
  return {
    ...whereTo(patch, before),
    ...(title === undefined ? {} : { title: title || null }),
    ...(externalId === undefined ? {} : { externalId: externalId || null }),
    ...(partnerId === undefined ? {} : { partnerId: partnerId || null }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
    ...(expiredUrl === undefined ? {} : { expiredUrl: expiredUrl ? checkUrl(expiredUrl, 'expiredUrl') : null }),
    ...(archived === undefined || archived === Boolean(before?.archivedAt)
      ? {}
      : { archivedAt: archived ? new Date() : null }),
    ...(trackConversion === undefined ? {} : { trackConversion }),
    ...(clientReference === undefined ? {} : { clientReference }),
  };
}

async function checkPartner(workspaceId: string, id: string | null): Promise<void> {
  if (!id) return;
  const partner = await getDb().partner.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!partner) throw new AppError('unprocessable', 'There is no partner of this id.', 'partnerId');
}

/** Why a row could not be stored; what is no matter of two alike is thrown on. */
async function whatIsTaken(
  error: unknown,
  workspaceId: string,
  { externalId, slug }: LinkPatch,
  id: string | null,
): Promise<AppError> {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
  const same = externalId ? await getDb().link.findFirst({ where: { workspaceId, externalId } }) : null;
  if (same && same.id !== id)
    return new AppError('conflict', `Another link has the external id “${externalId}”.`, 'externalId');
  return new AppError('conflict', `The short link “${slug ?? ''}” is taken. Choose another one.`, 'slug');
}
