import { z } from 'zod';
import type { Utm } from '@/lib/attribution/utm';
import { queryRows } from '@/lib/db/query-rows';
import type { FoundLink } from './find-link';
import { newTouchId } from './ids';
import type { AdClicks } from './origin-of';

export interface Click {
  link: FoundLink;
  at: Date;
  visitorId: string;
  /** Of a browser that had been here before. */
  isReturning: boolean;
  /** Whether sales may be credited to it. */
  credits: boolean;
  /** Keys of this hour and the one before: `hourKeys`. */
  keys: [string, string];
  origin: Utm;
  referrer: string | null;
  country: string | null;
  adClicks: AdClicks;
}

const answer = z.object({
  id: z.string(),
  visitorId: z.string(),
  at: z.date(),
  /** Of a visitor that is somebody's already. */
  isKnown: z.boolean(),
});
/** A second one of the same person has the id, the visitor and the time of the first. */
export type RecordedClick = z.output<typeof answer>;

/**
 * One statement: the click of the same person on the same link within the hour if there is one, else a new one; and whether
 * somebody's attribution may change by it, which is then due in the same commit.
 */
const RECORD = `with prior as (
    select id, visitor_id, occurred_at from touchpoint
    where workspace_id = $1 and dedupe_key in ($6, $7) and occurred_at > $5::timestamptz - interval '1 hour'
    union all
    select id, visitor_id, occurred_at from touchpoint
    where workspace_id = $1 and visitor_id = $3 and link_id = $4 and kind = 'click' and credits = $15 and $8
      and occurred_at > $5::timestamptz - interval '1 hour'
    order by occurred_at limit 1
  ), fresh as (
    insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, link_id, dedupe_key, partner_id, source, medium,
      campaign, term, content, credits, referrer, country, ad_clicks)
    select $1, $2, 'click', $5, $3, $4, $6, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::jsonb
    where not exists (select from prior)
    on conflict do nothing returning id, visitor_id, occurred_at
  ), due as (
    insert into attribution_due (workspace_id, key, cause)
    select $1, 'visitor:' || $3, 'touch' from fresh
    where $8 and $15 and (
      exists (select from visitor_identifier where workspace_id = $1 and visitor_id = $3)
      or exists (select from ledger_owner where workspace_id = $1 and clicks <> '{}'
        and clicks && array(select id from touchpoint where workspace_id = $1 and visitor_id = $3)))
    returning key
  )
  select id, visitor_id as "visitorId", occurred_at as at, exists (select from due) as "isKnown"
  from (select * from fresh union all select * from prior) as one`;

/** Stores a click before it is answered. A second one of the same person within an hour is the first. */
export async function recordClick(click: Click): Promise<RecordedClick> {
  const { link, at, visitorId, isReturning, credits, keys, origin, referrer, country, adClicks } = click;
  const ids = Object.keys(adClicks).length === 0 ? null : JSON.stringify(adClicks);
  const statement = {
    name: 'record-click',
    text: RECORD,
    values: [
      ...[link.workspaceId, newTouchId(), visitorId, link.id, at, ...keys, isReturning, link.partnerId],
      ...[origin.source, origin.medium, origin.campaign, origin.term, origin.content],
      ...[credits, referrer, country, ids],
    ],
  };
  const [recorded] = await queryRows(answer, statement);
  // Two at once: the other one's was stored while ours was being made.
  const [found] = recorded ? [recorded] : await queryRows(answer, statement);
  if (!found) throw new Error('A click was neither stored nor found.');
  return found;
}
