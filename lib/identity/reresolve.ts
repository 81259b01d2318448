import type pg from 'pg';
import { z } from 'zod';
import { deriveBuyers, makeBuyersAnew } from './derive-buyers';
import { deriveCohorts, makeCohortsAnew } from './derive-cohorts';
import { IdentifierChanges, settleShared } from './identifiers';
import { type IdentityInForce, loadIdentityInForce, resolveOwners } from './identity-in-force';
import {
  countNoted,
  forgetPeople,
  type Move,
  type MoveCause,
  notedMoves,
  notePeople,
  recordMoves,
} from './record-moves';
import { claims } from './types';

export interface Reresolution {
  workspaceId: string;
  connectionId: string;
  cause: MoveCause;
  userId?: string | null | undefined;
  /** Whom; everybody of the connection when left out, where other rules came into force. */
  owners?: readonly string[] | undefined;
  /** What identifies these may be something else as well: their conflict is settled otherwise. */
  identifyAnew?: boolean;
  /** The version of the rules that comes into force; those in force when left out. */
  version?: number;
  /** In a ledger that is being made afresh: what counts people is made later, and nobody moved who stood nowhere before. */
  isAfresh?: boolean;
  /** How many of all customers are done; not of some. */
  progress?: (done: number) => Promise<unknown>;
}

export interface Reresolved {
  customers: number;
  /** Customers that stand for another person than before. */
  moved: number;
}

const PAGE = 2000;
/** With more, counting everybody anew is cheaper than finding out what changed. */
const MOST_ADJUSTED = 2000;
/** For counting everybody: enough that nothing is sorted on disk. Of the transaction only. */
const MEMORY = "set local work_mem = '64MB'";

const ownerRow = z.object({
  id: z.string(),
  livemode: z.boolean(),
  guest: z.boolean(),
  claims,
  person_id: z.string(),
  resolved_by: z.string(),
  identifiers: z.array(z.string()),
  rivals: z.array(z.string()),
});
type Owner = z.output<typeof ownerRow>;

/**
 * Finds out anew who customers are, under the rules, pins and aliases that the transaction sees, and moves all that they
 * bought with them. The caller holds the projection lock. Every moved sale gets its line in the audit.
 */
export const reresolve = (tx: pg.ClientBase, work: Reresolution): Promise<Reresolved> =>
  work.owners ? resolveSome(tx, work, work.owners) : resolveEverybody(tx, work);

const trialOf = ({ connectionId, version }: Reresolution) => (version === undefined ? null : { connectionId, version });

async function resolveSome(tx: pg.ClientBase, work: Reresolution, asked: readonly string[]): Promise<Reresolved> {
  const before = await loadIdentityInForce(tx, work.workspaceId, trialOf(work));
  const { version, settings } = before.mapping(work.connectionId);
  const moves = new Map<string, Move>();
  const resolve = async (inForce: IdentityInForce, owners: readonly string[]) => {
    let customers = 0;
    for await (const page of ownerPages(tx, work, owners)) {
      for (const move of await resolvePage(tx, work, inForce, page))
        moves.set(move.ownerId, { ...move, from: moves.get(move.ownerId)?.from ?? move.from });
      customers += page.length;
    }
    return customers;
  };
  const customers = await resolve(before, asked);
  if (work.identifyAnew) {
    const touched = await settleShared(tx, { ...work, limit: settings.sharedLimit });
    await resolve(await loadIdentityInForce(tx, work.workspaceId, trialOf(work)), touched);
  }
  const moved = [...moves.values()].filter(({ from, to }) => from.personId !== to.personId);
  if (!work.isAfresh && moved.length > 0) {
    await recordMoves(tx, { ...work, version }, moved);
    await countAgain(tx, work, moved);
  }
  return { customers, moved: moved.length };
}

async function resolveEverybody(tx: pg.ClientBase, work: Reresolution): Promise<Reresolved> {
  const before = await loadIdentityInForce(tx, work.workspaceId, trialOf(work));
  const { version, settings } = before.mapping(work.connectionId);
  await notePeople(tx, work);
  let customers = 0;
  for await (const page of ownerPages(tx, work, null)) {
    await resolvePage(tx, work, before, page);
    customers += page.length;
    await work.progress?.(customers);
  }
  // What identifies everybody is known now, and with it what too many share: who carries any of that is asked again.
  const touched = await settleShared(tx, { ...work, limit: settings.sharedLimit });
  const inForce = await loadIdentityInForce(tx, work.workspaceId, trialOf(work));
  for await (const page of ownerPages(tx, work, touched)) await resolvePage(tx, work, inForce, page);
  const moved = await countNoted(tx, work);
  if (!work.isAfresh && moved > 0) {
    await recordMoves(tx, { ...work, version }, 'noted');
    await countAgain(tx, work, moved > MOST_ADJUSTED ? 'everybody' : await notedMoves(tx, work));
  }
  await forgetPeople(tx);
  return { customers, moved };
}

/** Counts anew what counts people. Whoever keeps figures of before learns that they are others now. */
async function countAgain(tx: pg.ClientBase, work: Reresolution, moves: readonly Move[] | 'everybody'): Promise<void> {
  const { workspaceId, connectionId } = work;
  if (moves === 'everybody' || moves.length > MOST_ADJUSTED) {
    await tx.query(MEMORY);
    await makeBuyersAnew(tx, workspaceId);
    await makeCohortsAnew(tx, workspaceId);
  } else {
    const people = peopleOf(moves);
    const owners = moves.map(({ ownerId, from }) => ({ ownerId, personBefore: from.personId }));
    await deriveBuyers(tx, workspaceId, people);
    await deriveCohorts(tx, { workspaceId, connectionId, owners, people, entries: [] });
  }
  await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
  // Sales are credited to the touches of the person, who is another one now, and rewarded by what else the person bought.
  await tx.query(
    `insert into attribution_due (workspace_id, key, cause) select $1, key, 'identity' from unnest($2::text[]) as key
     where exists (select from touchpoint where workspace_id = $1) or exists (select from partner_code where workspace_id = $1)`,
    [workspaceId, moves === 'everybody' ? ['*'] : peopleOf(moves).map((person) => `person:${person}`)],
  );
  await tx.query(
    `insert into commission_due (workspace_id, connection_id, owner_id)
     select workspace_id, connection_id, id from ledger_owner
     where workspace_id = $1 and ($2::text[] is null or person_id = any($2)) and jsonb_path_exists(attribution, '$.shares[*].partner ? (@ != "")')
     on conflict (workspace_id, connection_id, owner_id) do update set owner_id = excluded.owner_id`,
    [workspaceId, moves === 'everybody' ? null : peopleOf(moves)],
  );
}

const peopleOf = (moves: readonly Move[]): string[] => [
  ...new Set(moves.flatMap(({ from, to }) => [from.personId, to.personId])),
];

/** Of these owners, or of all; in the order of their ids. */
async function* ownerPages(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Reresolution,
  owners: readonly string[] | null,
) {
  if (owners?.length === 0) return;
  for (let after = ''; ; ) {
    const page = await tx.query(
      `select id, livemode, guest, claims, person_id, resolved_by, identifiers, rivals from ledger_owner
       where workspace_id = $1 and connection_id = $2 and id > $3 and ($5::text[] is null or id = any($5)) order by id limit $4`,
      [workspaceId, connectionId, after, PAGE, owners],
    );
    const found = z.array(ownerRow).parse(page.rows);
    const last = found.at(-1);
    if (!last) return;
    yield found;
    after = last.id;
  }
}

/** Writes who these owners are, and what identifies them. Returns those who stand for another person than before. */
async function resolvePage(
  tx: pg.ClientBase,
  work: Reresolution,
  inForce: IdentityInForce,
  owners: readonly Owner[],
): Promise<Move[]> {
  const resolved = await resolveOwners(tx, work, inForce, owners);
  const identifiers = new IdentifierChanges();
  const rows: object[] = [];
  const moves: Move[] = [];
  for (const owner of owners) {
    const now = resolved.get(owner.id);
    if (!now) continue;
    const isIdentifiedAlike = isSame(owner.identifiers, now.identifiers);
    if (!isIdentifiedAlike)
      identifiers.add({ ownerId: owner.id, before: owner, after: { ...owner, identifiers: now.identifiers } });
    const isSamePerson = owner.person_id === now.personId;
    if (!isSamePerson)
      moves.push({
        ownerId: owner.id,
        livemode: owner.livemode,
        from: { personId: owner.person_id, resolvedBy: owner.resolved_by },
        to: now,
      });
    if (isIdentifiedAlike && isSamePerson && owner.resolved_by === now.resolvedBy && isSame(owner.rivals, now.rivals))
      continue;
    const { personId: person_id, resolvedBy: resolved_by, ...lists } = now;
    rows.push({ id: owner.id, person_id, resolved_by, ...lists });
  }
  await identifiers.write(tx, work);
  if (rows.length > 0)
    await tx.query(
      `update ledger_owner o set person_id = c.person_id, resolved_by = c.resolved_by, rivals = c.rivals, identifiers = c.identifiers
       from json_to_recordset($3) as c(id text, person_id text, resolved_by text, rivals text[], identifiers text[])
       where o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id`,
      [work.workspaceId, work.connectionId, JSON.stringify(rows)],
    );
  return moves;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
