import type pg from 'pg';
import { z } from 'zod';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import type { Attributable } from './attribute-owners';
import type { Touch } from './types';

/** Stands before the id of a click where visitors are joined by one. */
export const CLICK = 'click:';
/** Stands before the id of a user of the app. */
const ID = 'id:';

const visitorRow = z.object({ key: z.string(), visitorId: z.string() });
const aliasRow = z.object({ person: z.string(), alias: z.string() });
const touchRow = z.object({
  id: z.string(),
  visitorId: z.string(),
  at: z.date(),
  isDirect: z.boolean(),
  campaign: z.string(),
  source: z.string(),
  medium: z.string(),
  link: z.string(),
  partner: z.string(),
});

/** People as the customers they are, by any key. */
type Groups = ReadonlyMap<string, readonly Attributable[]>;

/** The touches of people, by the keys of `groups`: of all visitors that their customers turned out to be. */
export async function loadTouches(
  tx: pg.ClientBase,
  workspaceId: string,
  groups: Groups,
): Promise<Map<string, Touch[]>> {
  const visitors = await loadVisitors(tx, workspaceId, groups);
  const touches = await touchesOf(tx, workspaceId, new Set([...visitors.values()].flat()));
  return new Map([...visitors].map(([group, list]) => [group, list.flatMap((visitor) => touches.get(visitor) ?? [])]));
}

/**
 * The visitors behind the touches of people, by the keys of `groups`, whose customers are all of one mode each. What was told in
 * test mode says nothing of live customers.
 */
export async function loadVisitors(
  tx: pg.ClientBase,
  workspaceId: string,
  groups: Groups,
): Promise<Map<string, string[]>> {
  const ofMode = (livemode: boolean) =>
    new Map([...groups].filter(([, owners]) => (owners[0]?.livemode ?? true) === livemode));
  return new Map([
    ...(await visitorsOfMode(tx, { workspaceId, livemode: true }, ofMode(true))),
    ...(await visitorsOfMode(tx, { workspaceId, livemode: false }, ofMode(false))),
  ]);
}

interface Scope {
  workspaceId: string;
  livemode: boolean;
}

async function visitorsOfMode(tx: pg.ClientBase, scope: Scope, groups: Groups): Promise<Map<string, string[]>> {
  if (groups.size === 0) return new Map();
  const aliases = await aliasesOf(
    tx,
    scope,
    new Set([...groups.values()].flatMap((owners) => owners.map(({ personId }) => personId))),
  );
  const keys = new Map([...groups].map(([group, owners]) => [group, keysOf(owners, aliases)] as const));
  const found = await visitorsOf(tx, scope, new Set([...keys.values()].flat()));
  const names = await namesOf(tx, scope, new Set([...found.values()].flat()));
  // A browser that carried somebody else's click is that visitor as well.
  const joined = new Map([...names].map(([visitor, list]) => [visitor, list.filter((name) => name.startsWith(CLICK))]));
  const further = await visitorsOf(tx, scope, new Set([...joined.values()].flat()));
  return new Map(
    [...keys].map(([group, own]) => {
      const first = own.flatMap((key) => {
        const visitors = found.get(key) ?? [];
        return key.startsWith('email:')
          ? visitors.filter((visitor) => !isSomebodyElse(names.get(visitor) ?? [], own))
          : visitors;
      });
      const clicks = first.flatMap((visitor) => joined.get(visitor) ?? []);
      return [group, [...new Set([...first, ...clicks.flatMap((click) => further.get(click) ?? [])])]];
    }),
  );
}

/** Two users of one address stay two (definitions B15-7). */
function isSomebodyElse(names: readonly string[], own: readonly string[]): boolean {
  const ids = names.filter((name) => name.startsWith(ID));
  if (ids.length === 0 || !own.some((key) => key.startsWith(ID))) return false;
  return !ids.some((id) => own.includes(id) || own.includes(`customer:${id.slice(ID.length)}`));
}

/** By what visitors are found: identifiers, aliases, customers and the clicks that their objects name. */
const keysOf = (owners: readonly Attributable[], aliases: ReadonlyMap<string, readonly string[]>): string[] => [
  ...new Set(
    owners.flatMap(({ id, personId, identifiers, clicks }) => [
      ...[ID + personId, `customer:${id}`],
      ...identifiers,
      ...(aliases.get(personId) ?? []).map((alias) => ID + alias),
      ...clicks.map((click) => CLICK + click),
    ]),
  ),
];

/** The ids of which somebody said that they stand for these people. */
async function aliasesOf(tx: pg.ClientBase, { workspaceId, livemode }: Scope, people: ReadonlySet<string>) {
  const { rows } = await tx.query({
    name: 'aliases-of-people',
    text: `select person_id as person, alias_id as alias from person_alias
      where workspace_id = $1 and livemode = $2 and person_id = any($3::text[])`,
    values: [workspaceId, livemode, textArray([...people])],
  });
  const byPerson = groupBy(z.array(aliasRow).parse(rows), ({ person }) => person);
  return new Map([...byPerson].map(([person, list]) => [person, list.map(({ alias }) => alias)]));
}

/** The visitors behind each of these keys. */
async function visitorsOf(tx: pg.ClientBase, { workspaceId, livemode }: Scope, keys: ReadonlySet<string>) {
  if (keys.size === 0) return new Map<string, string[]>();
  const clicks = [...keys].flatMap((key) => (key.startsWith(CLICK) ? key.slice(CLICK.length) : []));
  const { rows } = await tx.query({
    name: 'visitors-behind',
    text: `select '${CLICK}' || id as key, visitor_id as "visitorId" from touchpoint where workspace_id = $1 and id = any($2::text[])
      union select identifier, visitor_id from visitor_identifier
        where workspace_id = $1 and identifier = any($3::text[]) and (livemode or not $4)`,
    values: [workspaceId, textArray(clicks), textArray([...keys]), livemode],
  });
  const visitors = new Map<string, string[]>();
  // Somebody who was named when the touch was told is a visitor by that name.
  for (const key of keys) if (!key.startsWith(CLICK)) visitors.set(key, [key]);
  for (const { key, visitorId } of z.array(visitorRow).parse(rows))
    visitors.set(key, [...(visitors.get(key) ?? []), visitorId]);
  return visitors;
}

/** The clicks by which each of these visitors was joined to another, and the users that it turned out to be. */
async function namesOf(tx: pg.ClientBase, { workspaceId, livemode }: Scope, visitors: ReadonlySet<string>) {
  const { rows } = await tx.query({
    name: 'names-of-visitors',
    text: `select visitor_id as "visitorId", identifier as key from visitor_identifier
      where workspace_id = $1 and visitor_id = any($2::text[]) and (identifier like '${CLICK}%' or identifier like '${ID}%')
        and (livemode or not $3)`,
    values: [workspaceId, textArray([...visitors]), livemode],
  });
  const byVisitor = groupBy(z.array(visitorRow).parse(rows), ({ visitorId }) => visitorId);
  return new Map([...byVisitor].map(([visitor, list]) => [visitor, list.map(({ key }) => key)]));
}

async function touchesOf(tx: pg.ClientBase, workspaceId: string, visitors: ReadonlySet<string>) {
  const { rows } = await tx.query({
    name: 'touches-of-visitors',
    text: `select id, visitor_id as "visitorId", occurred_at as at, is_direct as "isDirect", campaign, source, medium,
        link_id as link, partner_id as partner
      from touchpoint where workspace_id = $1 and visitor_id = any($2::text[]) and credits`,
    values: [workspaceId, textArray([...visitors])],
  });
  const byVisitor = groupBy(z.array(touchRow).parse(rows), ({ visitorId }) => visitorId);
  return new Map(
    [...byVisitor].map(([visitor, list]) => [
      visitor,
      list.map(({ visitorId: _, at, ...touch }): Touch => ({ ...touch, at: at.getTime() })),
    ]),
  );
}
