import type { Link } from '@/lib/db/generated/client';
import { shortUrl } from '../describe-link';
import type { LinkFigures } from '../link-shapes';

/** A link as Dub's API answers it. What Headwater does not have is what Dub says of a link without it. */
export function dubLink(link: Link, figures: LinkFigures, origin: string) {
  const shortLink = shortUrl(link.slug, origin);
  return {
    id: link.id,
    domain: new URL(origin).host,
    key: link.slug,
    url: link.url,
    shortLink,
    qrCode: `${origin}/links/qr?key=${encodeURIComponent(link.slug)}`,
    externalId: link.externalId,
    partnerId: link.partnerId,
    trackConversion: link.trackConversion,
    archived: link.archivedAt !== null,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    expiredUrl: link.expiredUrl,
    title: link.title,
    utm_source: link.source || null,
    utm_medium: link.medium || null,
    utm_campaign: link.campaign || null,
    utm_term: link.term || null,
    utm_content: link.content || null,
    userId: link.createdById,
    workspaceId: link.workspaceId,
    projectId: link.workspaceId,
    clicks: figures.clicks,
    leads: figures.leads,
    conversions: figures.conversions,
    sales: figures.sales,
    saleAmount: figures.soldMinor,
    lastClicked: figures.lastClickedAt,
    createdAt: link.createdAt.toISOString(),
    updatedAt: link.updatedAt.toISOString(),
    ...NOT_OURS,
  };
}

const NOT_OURS = {
  tenantId: null,
  programId: null,
  disabledAt: null,
  password: null,
  proxy: false,
  description: null,
  image: null,
  video: null,
  rewrite: false,
  doIndex: false,
  ios: null,
  android: null,
  geo: null,
  publicStats: false,
  tags: [],
  tagId: null,
  folderId: null,
  comments: null,
  testVariants: null,
  testStartedAt: null,
  testCompletedAt: null,
  webhookIds: [],
};
