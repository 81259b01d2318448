import { getPool } from '@/lib/db/client';
import { createLink } from '@/lib/links/save-link';
import { createPartner } from '@/lib/partners/partners/save-partner';
import { saveSpend } from '@/lib/spend/save-spend';
import { type LinkKey, links, type PartnerKey, partners, type StoryLink } from '@/prisma/stories/channels';
import { type Marketing, type StoryTouch, writeMarketing } from '@/prisma/stories/write-marketing';
import type { StoryOptions } from '@/prisma/stories/write-story';

const SPEND_AT_ONCE = 5000;

/** What stands in Headwater of the company's links and partners, by what the story calls them. */
export interface ToldMarketing {
  partners: ReadonlyMap<PartnerKey, string>;
}

/**
 * How the company's customers came to it: links and partners, who clicked, who signed up, and what was spent. A later run
 * adds what has happened since.
 */
export async function tellMarketing(workspaceId: string, options: StoryOptions): Promise<ToldMarketing> {
  const by = { workspaceId, userId: null };
  const partnerIds = new Map<PartnerKey, string>();
  const known = await getPool().query<{ id: string; name: string }>(
    'select id, name from partner where workspace_id = $1',
    [workspaceId],
  );
  for (const [key, { name, email }] of entriesOf(partners)) {
    const stands = known.rows.find((partner) => partner.name === name);
    partnerIds.set(key, stands?.id ?? (await createPartner(by, { name, email, note: '' })).id);
  }
  const linkIds = await makeLinks(by, partnerIds);
  const { touches, leads, spend } = writeMarketing(options);
  await storeTouches(workspaceId, touches, linkIds);
  await storeLeads(workspaceId, leads);
  for (let from = 0; from < spend.length; from += SPEND_AT_ONCE)
    await saveSpend(
      by,
      spend.slice(from, from + SPEND_AT_ONCE).map(({ minor, ...row }) => ({
        ...row,
        amountMinor: BigInt(minor),
        reference: '',
      })),
    );
  return { partners: partnerIds };
}

interface KnownLink {
  id: string;
  partnerId: string;
}

async function makeLinks(
  by: { workspaceId: string; userId: null },
  partnerIds: ReadonlyMap<PartnerKey, string>,
): Promise<Map<LinkKey, KnownLink>> {
  const found = await getPool().query<{ id: string; slug: string }>(
    'select id, slug from link where workspace_id = $1',
    [by.workspaceId],
  );
  const made = new Map<LinkKey, KnownLink>();
  for (const [slug, link] of entriesOf<LinkKey, StoryLink>(links)) {
    const { title, url, source, medium, campaign, partner } = link;
    const partnerId = (partner && partnerIds.get(partner)) ?? null;
    const stands = found.rows.find((row) => row.slug === slug);
    const input = { ...{ slug, title, url, source, medium, campaign, partnerId }, trackConversion: true };
    made.set(slug, { id: stands?.id ?? (await createLink(by, input)).id, partnerId: partnerId ?? '' });
  }
  return made;
}

/** As the redirect and the script would have stored them, had they been there at the time. */
async function storeTouches(
  workspaceId: string,
  touches: readonly StoryTouch[],
  linkIds: ReadonlyMap<LinkKey, KnownLink>,
): Promise<void> {
  const rows = touches.map(({ id, at, link, visitor, source, medium, campaign }) => ({
    ...{ id, visitor, source, medium, campaign, at, kind: link === null ? 'visit' : 'click' },
    link: (link && linkIds.get(link)?.id) ?? '',
    partner: (link && linkIds.get(link)?.partnerId) ?? '',
  }));
  await getPool().query(
    `insert into touchpoint (workspace_id, id, kind, occurred_at, known_at, visitor_id, link_id, partner_id, source, medium, campaign)
     select $1, id, kind, to_timestamp(at), to_timestamp(at), visitor, link, partner, source, medium, campaign
     from json_to_recordset($2) as t(id text, kind text, at bigint, visitor text, link text, partner text, source text, medium text, campaign text)
     on conflict do nothing`,
    [workspaceId, JSON.stringify(rows)],
  );
}

async function storeLeads(workspaceId: string, leads: Marketing['leads']): Promise<void> {
  const rows = JSON.stringify(
    leads.map(({ touch, user, at }) => ({ click: touch.id, visitor: touch.visitor, user, at })),
  );
  const FROM =
    'from json_to_recordset($2) as l(click text, visitor text, "user" text, at bigint) on conflict do nothing';
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, known_at, click_id, external_id)
     select $1, 'lead_' || l.user, 'manual', true, 'Sign up', to_timestamp(at), to_timestamp(at), click, l.user ${FROM}`,
    [workspaceId, rows],
  );
  await getPool().query(
    `insert into visitor_identifier (workspace_id, visitor_id, identifier, known_at, cause)
     select $1, visitor, 'id:' || l.user, to_timestamp(at), 'lead' ${FROM}`,
    [workspaceId, rows],
  );
}

const entriesOf = <K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] =>
  Object.keys(record).flatMap((key): [K, V][] => (isKey(record, key) ? [[key, record[key]]] : []));
const isKey = <K extends string>(record: Readonly<Record<K, unknown>>, key: string): key is K =>
  Object.hasOwn(record, key);
