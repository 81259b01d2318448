import type { Link } from '@/lib/db/generated/client';
import type { DescribedLink } from './link-shapes';

/** @param origin Where this Headwater is reached: "https://links.example.com". */
export function describeLink(link: Link, origin: string): DescribedLink {
  return {
    id: link.id,
    slug: link.slug,
    shortUrl: shortUrl(link.slug, origin),
    url: link.url,
    title: link.title,
    externalId: link.externalId,
    partnerId: link.partnerId,
    source: link.source,
    medium: link.medium,
    campaign: link.campaign,
    term: link.term,
    content: link.content,
    trackConversion: link.trackConversion,
    clientReference: link.clientReference,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    expiredUrl: link.expiredUrl,
    archived: link.archivedAt !== null,
    createdAt: link.createdAt.toISOString(),
    updatedAt: link.updatedAt.toISOString(),
  };
}

export const shortUrl = (slug: string, origin: string): string => `${origin}/r/${slug}`;
