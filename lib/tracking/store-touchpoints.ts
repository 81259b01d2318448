import type pg from 'pg';
import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { IdentitySettings } from '@/lib/identity/types';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { identifiersOf, joinVisitors, loadSpellings, markDue } from './identify';
import { digestOf, newTouchId } from './ids';
import { isFromOutside, originOf, placeOf } from './origin-of';
import type { TouchpointInput, TouchpointsStored } from './touchpoint-input';

export interface Telling {
  workspaceId: string;
  kind: 'api' | 'import';
  /** How refusals name the member of one of them. */
  nameOf: (index: number, field: string) => string;
}

const AT_ONCE = 1000;

const linkRow = z.object({
  id: z.string(),
  partnerId: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  term: z.string(),
  content: z.string(),
  trackConversion: z.boolean(),
});
type LinkRow = z.output<typeof linkRow>;

interface Row {
  id: string;
  visitor_id: string;
  dedupe_key: string;
  [column: string]: unknown;
}

interface Told {
  row: Row;
  /** Further names of whoever it is of. */
  identifiers: string[];
}

/**
 * Stores touches that a server or a file tells of: all of them, or none where one does not fit. One that was told before is
 * left as it is. Throws `unprocessable` for a link that is not there and a name that names nobody.
 */
export async function storeTouchpoints(
  telling: Telling,
  inputs: readonly TouchpointInput[],
): Promise<TouchpointsStored> {
  const { workspaceId, kind } = telling;
  const { done: stored, isSomebodyDue } = await inTransaction(async (tx) => {
    const spellings = await loadSpellings(tx, workspaceId);
    const links = await loadLinks(tx, workspaceId, inputs);
    const told = inputs.map((input, index) => toldOf(input, { telling, index, spellings, links }));
    const done: Stored = { created: 0, touchpoints: [] };
    let isSomebodyDue = false;
    for (let from = 0; from < told.length; from += AT_ONCE) {
      const some = told.slice(from, from + AT_ONCE);
      const { created, ids } = await insert(tx, telling, some);
      done.created += created.size;
      for (const [at, { row }] of some.entries())
        done.touchpoints.push({ id: ids.get(row.dedupe_key) ?? row.id, ownId: inputs[from + at]?.id ?? '' });
      const isJoined = await joinVisitors(
        tx,
        workspaceId,
        some.map(({ row, identifiers }) => ({ visitorId: row.visitor_id, identifiers, cause: kind, livemode: true })),
      );
      const fresh = some.filter(({ row }) => created.has(row.id));
      await markDue(tx, workspaceId, fresh.flatMap(keysOf), 'touch');
      // A touch that was known may be told again with a name: whose it is is new then.
      const named = isJoined
        ? some.filter(({ row, identifiers }) => !created.has(row.id) && identifiers.length > 0)
        : [];
      await markDue(tx, workspaceId, named.flatMap(keysOf), 'identity');
      isSomebodyDue ||= fresh.length + named.length > 0;
    }
    return { done, isSomebodyDue };
  });
  if (isSomebodyDue) wakeProjector();
  return { ...stored, known: inputs.length - stored.created };
}

type Stored = Pick<TouchpointsStored, 'created' | 'touchpoints'>;

const keysOf = ({ row, identifiers }: Told): string[] => [
  row.visitor_id.startsWith('v:') ? `visitor:${row.visitor_id}` : row.visitor_id,
  ...identifiers,
];

async function loadLinks(tx: pg.ClientBase, workspaceId: string, inputs: readonly TouchpointInput[]) {
  const ids = [...new Set(inputs.flatMap(({ linkId }) => linkId || []))];
  if (ids.length === 0) return new Map<string, LinkRow>();
  const { rows } = await tx.query(
    `select id, coalesce(partner_id, '') as "partnerId", source, medium, campaign, term, content, track_conversion as "trackConversion"
     from link where workspace_id = $1 and id = any($2)`,
    [workspaceId, ids],
  );
  return new Map(
    z
      .array(linkRow)
      .parse(rows)
      .map((link) => [link.id, link]),
  );
}

interface Known {
  telling: Telling;
  index: number;
  spellings: readonly IdentitySettings[];
  links: ReadonlyMap<string, LinkRow>;
}

function toldOf(input: TouchpointInput, { telling, index, spellings, links }: Known): Told {
  const named = (field: string) => telling.nameOf(index, field);
  const link = input.linkId ? links.get(input.linkId) : undefined;
  if (input.linkId && !link)
    throw new AppError('unprocessable', `${named('linkId')}: there is no link of this id.`, named('linkId'));
  const identifiers = identifiersOf(input, spellings, { userId: named('userId'), email: named('email') });
  const browser = input.visitorId && `v:${input.visitorId.replace(/^v:/, '')}`;
  const [visitorId = '', ...others] = [...(browser ? [browser] : []), ...identifiers];
  const at = input.occurredAt.toISOString();
  const origin = withOrigin(input, link);
  const { source, medium, campaign, term, content } = origin;
  const what = [visitorId, at, source, medium, campaign, term, content, input.linkId];
  return {
    identifiers: others,
    row: {
      ...{
        id: newTouchId(),
        occurred_at: at,
        visitor_id: visitorId,
        link_id: input.linkId,
        partner_id: link?.partnerId ?? '',
      },
      ...{ source, medium, campaign, term, content, credits: link?.trackConversion ?? true },
      is_direct: !link && source === '' && campaign === '',
      referrer: placeOf(input.referrer)?.text ?? null,
      landing: placeOf(input.landing)?.text ?? null,
      country: input.country || null,
      ad_clicks: Object.keys(input.clickIds).length === 0 ? null : input.clickIds,
      dedupe_key: input.id ? `own:${input.id}` : `told:${digestOf(...what)}`,
    },
  };
}

/** What is said goes before what the link says; without either, an advertiser's click and the page before say it. */
function withOrigin(input: TouchpointInput, link: LinkRow | undefined) {
  const utm = {
    source: input.source || link?.source || '',
    medium: input.medium || link?.medium || '',
    campaign: input.campaign || link?.campaign || '',
    term: input.term || link?.term || '',
    content: input.content || link?.content || '',
  };
  const [from, to] = [placeOf(input.referrer)?.host ?? '', placeOf(input.landing)?.host ?? ''];
  return originOf({ utm, adClicks: input.clickIds, referrerHost: isFromOutside(from, to) ? from : '' });
}

async function insert(tx: pg.ClientBase, { workspaceId, kind }: Telling, told: readonly Told[]) {
  const { rows: created } = await tx.query<{ id: string }>(
    `insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, link_id, partner_id, source, medium, campaign, term,
       content, credits, is_direct, referrer, landing, country, ad_clicks, dedupe_key)
     select $1, id, $2, occurred_at, visitor_id, link_id, partner_id, source, medium, campaign, term, content, credits, is_direct,
       referrer, landing, country, ad_clicks, dedupe_key
     from jsonb_to_recordset($3) as t(id text, occurred_at timestamptz, visitor_id text, link_id text, partner_id text,
       source text, medium text, campaign text, term text, content text, credits boolean, is_direct boolean, referrer text,
       landing text, country text, ad_clicks jsonb, dedupe_key text)
     on conflict do nothing returning id`,
    [workspaceId, kind, JSON.stringify(told.map(({ row }) => row))],
  );
  const { rows } = await tx.query<{ id: string; dedupe_key: string }>(
    'select id, dedupe_key from touchpoint where workspace_id = $1 and dedupe_key = any($2)',
    [workspaceId, told.map(({ row }) => row.dedupe_key)],
  );
  return {
    created: new Set(created.map(({ id }) => id)),
    ids: new Map(rows.map(({ id, dedupe_key }) => [dedupe_key, id])),
  };
}
