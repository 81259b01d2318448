import { z } from 'zod';
import { knownDay } from '@/lib/calendar/known-times';
import { getDb } from '@/lib/db/client';
import type { Link } from '@/lib/db/generated/client';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import type { Account } from '@/lib/reports/types';
import { describeLink } from './describe-link';
import { clickedLinks } from './figures/clicked-links';
import { loadFigures } from './figures/load-figures';
import { findLinks } from './find-links';
import type { LinkList, ListedLink } from './link-shapes';

export const linkQuery = z.object({
  search: z.string().max(500).optional(),
  archived: z.stringbool('archived: must be true or false.').default(false),
  partner: z.string().max(100).optional(),
  mode: z.enum(['live', 'test']).default('live'),
  from: knownDay().optional(),
  to: knownDay().optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type LinkQuery = z.output<typeof linkQuery>;

/** Links, the newest first, with what each brought over the days that are asked for. */
export async function listLinks(account: Account, query: LinkQuery, origin: string): Promise<LinkList> {
  const { search, archived, partner, cursor, limit } = query;
  const key = readKey(cursor, z.tuple([keyInstant, keyText]));
  const keys = await findLinks(
    account.workspaceId,
    { showArchived: archived, ...(search ? { search } : {}), ...(partner ? { partnerId: partner } : {}) },
    { after: key && { at: key[0], id: key[1] }, limit: limit + 1 },
  );
  const page = keys.slice(0, limit);
  const last = page.at(-1);
  const links = await loadLinks(
    account.workspaceId,
    page.map(({ id }) => id),
  );
  return {
    currency: account.currency,
    links: await withFigures(account, links, { query, origin }),
    nextCursor: keys.length > page.length && last ? writeKey([last.at, last.id]) : null,
  };
}

/** The rows of these ids, in their order. */
export async function loadLinks(workspaceId: string, ids: readonly string[]): Promise<Link[]> {
  const rows = await getDb().link.findMany({ where: { workspaceId, id: { in: [...ids] } } });
  const byId = new Map(rows.map((link) => [link.id, link]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Links as they are listed. */
export async function withFigures(
  account: Account,
  links: readonly Link[],
  { query, origin }: { query: Pick<LinkQuery, 'mode' | 'from' | 'to'>; origin: string },
): Promise<ListedLink[]> {
  const ids = links.map(({ id }) => id);
  const [figuresOf, names, clicked] = await Promise.all([
    loadFigures(account, ids, query),
    partnerNames(account, links),
    clickedLinks(account.workspaceId, ids),
  ]);
  return links.map((link) => ({
    ...describeLink(link, origin),
    partnerName: names.get(link.partnerId ?? '') ?? null,
    hasClicks: clicked.has(link.id),
    figures: figuresOf(link.id),
  }));
}

async function partnerNames({ workspaceId }: Account, links: readonly Link[]): Promise<Map<string, string>> {
  const ids = [...new Set(links.flatMap(({ partnerId }) => partnerId ?? []))];
  if (ids.length === 0) return new Map();
  const partners = await getDb().partner.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(partners.map(({ id, name }) => [id, name]));
}
