import type pg from 'pg';
import { z } from 'zod';
import { type Utm, utmIn } from '@/lib/attribution/utm';
import { inTransaction } from '@/lib/db/in-transaction';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { joinVisitors } from './identify';
import { digestOf, newTouchId, TOUCH_ID, visitorOf } from './ids';
import { type AdClicks, adClicksIn, isFromOutside, originOf, placeOf } from './origin-of';
import { hourKeys, TOGETHER_MS } from './same-person';

/** What the script tells of one page that was opened. */
export const visitRequest = z.object({
  key: z.string().min(1, 'is a public API key.').max(512),
  /** The browser's own id, of its cookie. */
  visitor: z.string().max(64),
  url: z.string().max(4000),
  referrer: z.string().max(4000).nullish(),
});
export type VisitRequest = Omit<z.output<typeof visitRequest>, 'key'>;

interface Visit {
  workspaceId: string;
  visitorId: string;
  at: Date;
  origin: Utm;
  adClicks: AdClicks;
  referrer: string | null;
  landing: string;
  country: string | null;
}

interface From {
  workspaceId: string;
  country: string | null;
}

/** What became of it: a touch of its own, part of a click or of a touch that is there already, or nothing to keep. */
export type VisitOutcome = 'stored' | 'joined' | 'known' | 'ignored';

/**
 * Takes a visit that the script tells. One that a link of ours led to is that click, and the browser is whoever clicked: the
 * first browser to arrive with it within the hour, as an address that is passed on brings others. Of any other the source is
 * kept as a touch, once an hour.
 */
export async function recordVisit(
  { workspaceId, country }: From,
  told: VisitRequest,
  at = new Date(),
): Promise<VisitOutcome> {
  const visitorId = visitorOf(told.visitor);
  const landing = placeOf(told.url);
  if (!visitorId || !landing || !/^https?:/.test(landing.text)) return 'ignored';
  const search = new URL(told.url).searchParams;
  const from = placeOf(told.referrer);
  const referrer = from && isFromOutside(from.host, landing.host) ? from : null;
  const adClicks = adClicksIn(search);
  const visit: Visit = {
    ...{ workspaceId, visitorId, at, country, adClicks, landing: landing.text, referrer: referrer?.text ?? null },
    origin: originOf({ utm: utmIn(search), adClicks, referrerHost: referrer?.host ?? '' }),
  };
  const clickId = search.get('dub_id') ?? '';
  // From page to page, or back from paying: nobody came from anywhere.
  if (clickId === '' && from && !referrer && visit.origin.source === '' && visit.origin.campaign === '')
    return 'ignored';
  const outcome = await inTransaction((tx) =>
    TOUCH_ID.test(clickId) ? arrive(tx, visit, clickId) : keep(tx, visit, null),
  );
  if (outcome === 'stored' || outcome === 'joined') wakeProjector();
  return outcome;
}

const clickRow = z.object({
  visitorId: z.string(),
  occurredAt: z.date(),
  linkId: z.string(),
  partnerId: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  term: z.string(),
  content: z.string(),
  /** The browser that arrived with it first. */
  claimedBy: z.string().nullable(),
});
type ClickRow = z.output<typeof clickRow>;

/** With the id of a click. */
async function arrive(tx: pg.ClientBase, visit: Visit, clickId: string): Promise<VisitOutcome> {
  const { workspaceId, visitorId, at } = visit;
  const identifier = `click:${clickId}`;
  const { rows } = await tx.query(
    `select visitor_id as "visitorId", occurred_at as "occurredAt", link_id as "linkId", partner_id as "partnerId", source, medium,
       campaign, term, content, (select v.visitor_id from visitor_identifier v
         where v.workspace_id = $1 and v.identifier = $3 and v.visitor_id <> t.visitor_id order by v.known_at, v.visitor_id limit 1) as "claimedBy"
     from touchpoint t where workspace_id = $1 and id = $2 and credits for update`,
    [workspaceId, clickId, identifier],
  );
  const click = z.array(clickRow).parse(rows)[0];
  if (!click) return keep(tx, visit, null);
  if (click.claimedBy === visitorId || click.visitorId === visitorId) return 'known';
  const isFresh = at.getTime() - click.occurredAt.getTime() <= TOGETHER_MS;
  if (click.claimedBy !== null || !isFresh) return keep(tx, visit, click);
  const both = [visitorId, click.visitorId];
  await markKnownDue(tx, workspaceId, both, 'identity');
  await joinVisitors(
    tx,
    workspaceId,
    both.map((one) => ({ visitorId: one, identifiers: [identifier], cause: 'script', livemode: true })),
  );
  return 'joined';
}

/** Of nobody else can attribution change: who is somebody's already, or made a click that a customer's objects name. */
async function markKnownDue(
  tx: pg.ClientBase,
  workspaceId: string,
  visitors: readonly string[],
  cause: 'touch' | 'identity',
): Promise<void> {
  await tx.query(
    `insert into attribution_due (workspace_id, key, cause)
     select $1, 'visitor:' || visitor, $3 from unnest($2::text[]) as d(visitor)
     where exists (select from visitor_identifier where workspace_id = $1 and visitor_id = visitor)
       or exists (select from ledger_owner where workspace_id = $1 and clicks <> '{}'
         and clicks && array(select id from touchpoint where workspace_id = $1 and visitor_id = visitor))`,
    [workspaceId, visitors, cause],
  );
}

/** By somebody who was sent the address of somebody's click: the link brought them as well. */
type Passed = Pick<ClickRow, 'linkId' | 'partnerId' | keyof Utm>;

async function keep(tx: pg.ClientBase, visit: Visit, passed: Passed | null): Promise<VisitOutcome> {
  const { workspaceId, visitorId, at, adClicks } = visit;
  const { source, medium, campaign, term, content } = passed ?? visit.origin;
  const linkId = passed?.linkId ?? '';
  const isDirect = passed === null && source === '' && campaign === '';
  const what = digestOf(linkId, source, medium, campaign, term, content, JSON.stringify(adClicks));
  const keys = hourKeys(() => `${visitorId}:${what}`, at);
  const { rowCount } = await tx.query(
    `insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, link_id, partner_id, source, medium, campaign, term,
       content, is_direct, referrer, landing, country, ad_clicks, dedupe_key)
     select $1, $2, 'visit', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17
     where not exists (select from touchpoint where workspace_id = $1 and dedupe_key in ($17, $18)
       and occurred_at > $3::timestamptz - interval '1 hour')
     on conflict do nothing`,
    [
      ...[
        workspaceId,
        newTouchId(),
        at,
        visitorId,
        linkId,
        passed?.partnerId ?? '',
        source,
        medium,
        campaign,
        term,
        content,
      ],
      ...[isDirect, visit.referrer, visit.landing, visit.country],
      ...[Object.keys(adClicks).length === 0 ? null : JSON.stringify(adClicks), ...keys],
    ],
  );
  if (rowCount === 0) return 'known';
  await markKnownDue(tx, workspaceId, [visitorId], 'touch');
  return 'stored';
}
