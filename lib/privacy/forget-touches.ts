import type pg from 'pg';
import { attributables, userOnly } from '@/lib/attribution/attribute-owners';
import { loadVisitors } from '@/lib/attribution/load-touches';
import { lockCommissions } from '@/lib/partners/engine/lock';
import { isOwnLead } from './own-leads';

interface Forgetting {
  workspaceId: string;
  livemode: boolean;
  personId: string;
  pseudonym: string;
}

/**
 * Of what a person clicked, campaign, link and time stay, under Stripe's id of a customer, so that every sale is credited as it
 * was; under the pseudonym where they are no customer. Who the browser belonged to, where it had been, and what the app told of
 * them as a lead goes. Returns the ids and addresses that the app called them by.
 */
export async function forgetTouches(tx: pg.ClientBase, forgetting: Forgetting): Promise<string[]> {
  const { workspaceId, livemode, personId, pseudonym } = forgetting;
  await lockCommissions(tx, workspaceId); // which may name the person, and are being worked out
  const owners = (await attributables(tx, workspaceId, [personId])).filter((owner) => owner.livemode === livemode);
  const whose = owners.length > 0 ? owners : [userOnly(personId, livemode)];
  const found = (await loadVisitors(tx, workspaceId, new Map([['', whose]]))).get('') ?? [];
  const [customer] = owners.map(({ id }) => id).sort();
  const names = owners.flatMap(({ identifiers }) => identifiers.map((name) => name.slice(name.indexOf(':') + 1)));
  const aliases = await aliasesOf(tx, forgetting);
  const own = [
    ...owners.flatMap((owner) => [`customer:${owner.id}`, ...owner.identifiers]),
    ...aliases.map((alias) => `id:${alias}`),
  ];
  const users = await usersOf(tx, forgetting, [`id:${personId}`, ...own]);
  const ids = [...new Set([personId, ...names, ...owners.map(({ id }) => id), ...aliases, ...users])];
  const addresses = await addressesOf(tx, forgetting, ids);
  const spelled = addresses.flatMap(({ identifiers }) => identifiers);
  const identifiers = [...new Set([...own, `id:${personId}`, ...users.map((user) => `id:${user}`), ...spelled])];
  const visitors = [...new Set([...found, ...spelled])];
  await holdFlagged(tx, forgetting, ids);
  const kept = customer === undefined ? `id:${pseudonym}` : `customer:${customer}`;
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
  return [...aliases, ...users, ...addresses.map(({ email }) => email)];
}

async function aliasesOf(tx: pg.ClientBase, { workspaceId, livemode, personId }: Forgetting): Promise<string[]> {
  const { rows } = await tx.query<{ alias: string }>(
    'select alias_id as alias from person_alias where workspace_id = $1 and livemode = $2 and person_id = $3',
    [workspaceId, livemode, personId],
  );
  return rows.map(({ alias }) => alias);
}

/** Under which ids the app told of the person as a lead. */
async function usersOf(tx: pg.ClientBase, { workspaceId, livemode }: Forgetting, identifiers: readonly string[]) {
  const { rows } = await tx.query<{ user: string }>(
    `select distinct t.external_id as user from lead t
     where t.workspace_id = $1 and t.livemode = $3 and ${isOwnLead('select unnest($2::text[])')}`,
    [workspaceId, identifiers, livemode],
  );
  return rows.map(({ user }) => user);
}

interface Address {
  /** In lower case. */
  email: string;
  /** As visitors are joined by it, as it is and hashed. */
  identifiers: string[];
}

/** What addresses these leads were told with that no customer and no other user has as well. */
async function addressesOf(tx: pg.ClientBase, { workspaceId, livemode }: Forgetting, ids: readonly string[]) {
  const { rows } = await tx.query<Address>(
    `with own as (select distinct lower(btrim(email)) as email from lead
       where workspace_id = $1 and livemode = $3 and external_id = any($2) and email is not null),
     spelled as (select email, array['email:' || email, 'email:' || encode(sha256(convert_to(email, 'UTF8')), 'hex')] as identifiers from own)
     select email, identifiers from spelled s
     where not exists (select from owner_identifier i where i.workspace_id = $1 and i.identifier = any(identifiers))
       and not exists (select from lead o where o.workspace_id = $1 and lower(btrim(o.email)) = s.email and o.external_id <> all($2))`,
    [workspaceId, ids, livemode],
  );
  return rows;
}

/** What a commission was flagged for may be gone with the person: it stays on hold until somebody releases it. */
async function holdFlagged(
  tx: pg.ClientBase,
  { workspaceId, livemode }: Forgetting,
  people: readonly string[],
): Promise<void> {
  await tx.query(
    `with held as (
       update commission set decision = 'hold'
       where workspace_id = $1 and person_id = any($2) and livemode = $3 and status = 'hold' and flags <> '{}'
         and decision is distinct from 'hold'
       returning id, currency, flags
     )
     insert into commission_line (workspace_id, commission_id, seq, kind, amount_minor, currency, reason)
     select $1, h.id, 1 + coalesce((select max(l.seq) from commission_line l where l.workspace_id = $1 and l.commission_id = h.id), 0),
       'decision', 0, h.currency, 'Stays on hold (' || array_to_string(h.flags, ', ') || '): the person was erased'
     from held h`,
    [workspaceId, people, livemode],
  );
}
