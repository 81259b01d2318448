import { listLinks } from '@/lib/links/list-links';
import type { Account, Mode } from '@/lib/reports/types';

const MOST = 1000;

export interface PartnerLink {
  id: string;
  shortUrl: string;
  title: string | null;
  clicks: number;
  leads: number;
  sales: number;
}

/** A partner's links that are in use, newest first, with what each brought. */
export async function loadPartnerLinks(
  account: Account,
  partnerId: string,
  { mode, origin }: { mode: Mode; origin: string },
): Promise<PartnerLink[]> {
  const found: PartnerLink[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < MOST; ) {
    const query = { mode, partner: partnerId, archived: false, limit: 100, ...(cursor ? { cursor } : {}) };
    const { links, nextCursor } = await listLinks(account, query, origin);
    for (const { id, shortUrl, title, figures } of links) {
      const { clicks, leads, sales } = figures;
      found.push({ id, shortUrl, title, clicks, leads, sales });
    }
    cursor = nextCursor;
  }
  return found;
}
