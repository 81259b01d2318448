import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

/** A link as the redirect needs it. */
const foundLink = z.object({
  workspaceId: z.string(),
  id: z.string(),
  url: z.string(),
  partnerId: z.string(),
  trackConversion: z.boolean(),
  clientReference: z.boolean(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  term: z.string(),
  content: z.string(),
  expiresAt: z.date().nullable(),
  expiredUrl: z.string().nullable(),
});
export type FoundLink = z.output<typeof foundLink>;

/** As long as a change made by another process stays unseen here. */
const REMEMBERED_MS = 5000;
const MOST_REMEMBERED = 10_000;
const LONGEST_SLUG = 190;

interface Remembered {
  link: Promise<FoundLink | null>;
  until: number;
}

// One memory per process, also across the bundles Next makes of the same module.
const holder = globalThis as typeof globalThis & { __headwaterLinks?: Map<string, Remembered> };
holder.__headwaterLinks ??= new Map();
const remembered = holder.__headwaterLinks;

/** The link with this slug, or null. Callers that arrive together share one read. */
export function findLink(slug: string): Promise<FoundLink | null> {
  if (!isSlug(slug)) return Promise.resolve(null);
  const known = remembered.get(slug);
  if (known && known.until > Date.now()) return known.link;
  const link = readLink(slug);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear(); // somebody tries slugs
  const entry = { link, until: Date.now() + REMEMBERED_MS };
  remembered.set(slug, entry);
  link.catch(() => {
    if (remembered.get(slug) === entry) remembered.delete(slug);
  });
  return link;
}

/** After a change of the link in this process; without a slug, of all. */
export function forgetLink(slug?: string): void {
  if (slug === undefined) remembered.clear();
  else remembered.delete(slug);
}

/** Nothing that PostgreSQL or a header could stumble over; which of the rest exist the table knows. */
const isSlug = (text: string) => text.length <= LONGEST_SLUG && /^[^\s\p{Cc}\p{Cf}\p{Cs}/\\]+$/u.test(text);

async function readLink(slug: string): Promise<FoundLink | null> {
  const [link] = await queryRows(foundLink, {
    name: 'find-link',
    text: `select workspace_id as "workspaceId", id, url, coalesce(partner_id, '') as "partnerId",
        track_conversion as "trackConversion", client_reference as "clientReference", source, medium, campaign, term, content,
        expires_at as "expiresAt", expired_url as "expiredUrl"
      from link where slug = $1 and deleted_at is null`,
    values: [slug],
  });
  return link ?? null;
}
