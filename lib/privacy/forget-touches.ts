import type pg from 'pg';
import { attributables } from '@/lib/attribution/attribute-owners';
import { loadVisitors } from '@/lib/attribution/load-touches';
import { lockCommissions } from '@/lib/partners/engine/lock';

interface Forgetting {
  workspaceId: string;
  livemode: boolean;
  personId: string;
  pseudonym: string;
}

/**
 * Of what a person clicked, campaign, link and time stay, under Stripe's id of a customer, so that every sale is credited as it
 * was. Who the browser belonged to, where it had been, and what the app told of them as a lead goes.
 */
export async function forgetTouches(
  tx: pg.ClientBase,
  { workspaceId, livemode, personId, pseudonym }: Forgetting,
): Promise<void> {
  await lockCommissions(tx, workspaceId); // which may name the person, and are being worked out
  const owners = (await attributables(tx, workspaceId, [personId])).filter((owner) => owner.livemode === livemode);
  const visitors = (await loadVisitors(tx, workspaceId, new Map([['', owners]]))).get('') ?? [];
  const [customer] = owners.map(({ id }) => id).sort();
  const names = owners.flatMap(({ identifiers }) => identifiers.map((name) => name.slice(name.indexOf(':') + 1)));
  const ids = [...new Set([personId, ...names, ...owners.map(({ id }) => id)])];
  const identifiers = [...new Set(owners.flatMap((owner) => [`customer:${owner.id}`, ...owner.identifiers]))];
  identifiers.push(`id:${personId}`);
  const kept = `customer:${customer}`;
  await tx.query(
    `update touchpoint set visitor_id = case when visitor_id = any($3) then $4 else visitor_id end,
       referrer = null, landing = null, country = null, ad_clicks = null, dedupe_key = null
     where workspace_id = $1 and visitor_id = any($2)`,
    [workspaceId, visitors, identifiers, kept],
  );
  // A browser may have been somebody else's as well.
  await tx.query(
    `insert into visitor_identifier (workspace_id, visitor_id, identifier, cause, livemode)
     select $1, visitor, $3, 'erase', $4 from unnest($2::text[]) as visitor on conflict do nothing`,
    [workspaceId, visitors.filter((visitor) => !identifiers.includes(visitor)), kept, livemode],
  );
  await tx.query(
    'delete from visitor_identifier where workspace_id = $1 and identifier = any($2) and identifier <> $3',
    [workspaceId, identifiers, kept],
  );
  await tx.query(
    `update lead set external_id = $3, name = null, email = null, avatar = null, metadata = null
     where workspace_id = $1 and external_id = any($2) and livemode = $4`,
    [workspaceId, ids, pseudonym, livemode],
  );
  await tx.query(
    `update tracked_sale set external_id = $3, metadata = null
     where workspace_id = $1 and external_id = any($2) and livemode = $4`,
    [workspaceId, ids, pseudonym, livemode],
  );
  await tx.query(
    'update commission set person_id = $3 where workspace_id = $1 and person_id = any($2) and livemode = $4',
    [workspaceId, ids, pseudonym, livemode],
  );
  await tx.query(
    'update attribution_move set person_id = $3 where workspace_id = $1 and person_id = $2 and livemode = $4',
    [...[workspaceId, personId, pseudonym, livemode]],
  );
}
