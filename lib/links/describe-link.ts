import { z } from 'zod';
import type { Link } from '@/lib/db/generated/client';

// What a link is to the browser and to the REST API.

const instant = z.string().describe('ISO 8601.');

export const describedLink = z.object({
  id: z.string(),
  slug: z.string(),
  shortUrl: z.string().describe('What is shared: <address of this Headwater>/r/<slug>.'),
  url: z.string().describe('Where it leads, with its UTM parameters.'),
  title: z.string().nullable(),
  externalId: z.string().nullable(),
  partnerId: z.string().nullable(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  term: z.string(),
  content: z.string(),
  trackConversion: z.boolean().describe('Whether leads and sales are credited to its clicks.'),
  clientReference: z.boolean().describe('Whether the click is added as client_reference_id.'),
  expiresAt: instant.nullable(),
  expiredUrl: z.string().nullable(),
  archived: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type DescribedLink = z.output<typeof describedLink>;

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
