import type pg from 'pg';
import { z } from 'zod';
import { deriveBuyers, makeBuyersAnew } from './derive-buyers';
import { deriveCohorts, makeCohortsAnew, type OwnerChange } from './derive-cohorts';
import { IdentifierChanges, settleShared } from './identifiers';
import { type IdentityInForce, loadIdentityInForce, resolveOwners } from './identity-in-force';
import { type Move, type MoveCause, recordMoves } from './record-moves';
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
  /** How many of all customers are done. */
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
export async function reresolve(tx: pg.ClientBase, work: Reresolution): Promise<Reresolved> {
  const trial = work.version === undefined ? null : { connectionId: work.connectionId, version: work.version };
  const before = await loadIdentityInForce(tx, work.workspaceId, trial);
  const limit = before.mapping(work.connectionId).settings.sharedLimit;
  const isIdentified = work.owners !== undefined && !work.identifyAnew;
  let { owners: asked } = work;
  if (!isIdentified) {
    // Which identifiers are shared decides who everybody is, so these come first.
    await identifyAll(tx, work, before);
    const others = await settleShared(tx, { ...work, limit });
    if (asked) asked = [...new Set([...asked, ...others])];
  }
  const inForce = isIdentified ? before : await loadIdentityInForce(tx, work.workspaceId, trial);
  const moved: OwnerChange[] = [];
  const people = new Set<string>();
  let customers = 0;
  for await (const owners of ownerPages(tx, { ...work, owners: asked })) {
    const moves = await resolvePage(tx, work, inForce, owners);
    for (const { ownerId, from, to } of moves) {
      moved.push({ ownerId, personBefore: from.personId });
      people.add(from.personId).add(to.personId);
    }
    customers += owners.length;
    await work.progress?.(customers);
  }
  if (!work.isAfresh && moved.length > 0) {
    await countAgain(tx, work, moved, [...people]);
    // Whoever keeps figures of before learns that they are others now.
    await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [work.workspaceId]);
  }
  return { customers, moved: moved.length };
}

async function countAgain(tx: pg.ClientBase, work: Reresolution, owners: OwnerChange[], people: string[]) {
  const { workspaceId, connectionId } = work;
  if (people.length > MOST_ADJUSTED) {
    await makeBuyersAnew(tx, workspaceId);
    await makeCohortsAnew(tx, workspaceId);
    return;
  }
  await deriveBuyers(tx, workspaceId, people);
  await deriveCohorts(tx, { workspaceId, connectionId, owners, people, entries: [] });
}

async function* ownerPages(tx: pg.ClientBase, { workspaceId, connectionId, owners }: Reresolution) {
  for (let after = ''; ; ) {
    const page = await tx.query(
      `select id, livemode, guest, claims, person_id, resolved_by, identifiers, rivals from ledger_owner
       where workspace_id = $1 and connection_id = $2 and id > $3 and ($5::text[] is null or id = any($5)) order by id limit $4`,
      [workspaceId, connectionId, after, PAGE, owners ?? null],
    );
    const found = z.array(ownerRow).parse(page.rows);
    const last = found.at(-1);
    if (!last) return;
    yield found;
    after = last.id;
  }
}

/** Writes what identifies everybody under other rules, and nothing else. */
async function identifyAll(tx: pg.ClientBase, work: Reresolution, inForce: IdentityInForce): Promise<void> {
  const { workspaceId, connectionId } = work;
  for await (const owners of ownerPages(tx, work)) {
    const resolved = await resolveOwners(tx, work, inForce, owners);
    const identifiers = new IdentifierChanges();
    const changed: { id: string; identifiers: string[] }[] = [];
    for (const owner of owners) {
      const now = resolved.get(owner.id)?.identifiers ?? [];
      if (JSON.stringify(now) === JSON.stringify(owner.identifiers)) continue;
      identifiers.add({ ownerId: owner.id, before: owner, after: { ...owner, identifiers: now } });
      changed.push({ id: owner.id, identifiers: now });
    }
    await identifiers.write(tx, work);
    if (changed.length === 0) continue;
    await tx.query(
      `update ledger_owner o set identifiers = array(select jsonb_array_elements_text(c.identifiers))
       from jsonb_to_recordset($3) as c(id text, identifiers jsonb)
       where o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id`,
      [workspaceId, connectionId, JSON.stringify(changed)],
    );
  }
}

async function resolvePage(
  tx: pg.ClientBase,
  work: Reresolution,
  inForce: IdentityInForce,
  owners: readonly Owner[],
): Promise<Move[]> {
  const { workspaceId, connectionId } = work;
  const resolved = await resolveOwners(tx, work, inForce, owners);
  const changed = owners.flatMap((owner) => {
    const now = resolved.get(owner.id);
    if (!now) return [];
    const isSame =
      owner.person_id === now.personId &&
      owner.resolved_by === now.resolvedBy &&
      JSON.stringify(owner.rivals) === JSON.stringify(now.rivals);
    return isSame ? [] : [{ owner, now }];
  });
  if (changed.length === 0) return [];
  const rows = changed.map(({ owner, now }) => ({
    ...{ id: owner.id, person_id: now.personId, resolved_by: now.resolvedBy, rivals: now.rivals },
  }));
  await tx.query(
    `update ledger_owner o
     set person_id = c.person_id, resolved_by = c.resolved_by, rivals = array(select jsonb_array_elements_text(c.rivals))
     from jsonb_to_recordset($3) as c(id text, person_id text, resolved_by text, rivals jsonb)
     where o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id`,
    [workspaceId, connectionId, JSON.stringify(rows)],
  );
  const moves = changed.flatMap(({ owner, now }): Move[] => {
    const from = { personId: owner.person_id, resolvedBy: owner.resolved_by };
    return from.personId === now.personId ? [] : [{ ownerId: owner.id, livemode: owner.livemode, from, to: now }];
  });
  const { version } = inForce.mapping(connectionId);
  if (!work.isAfresh) await recordMoves(tx, { ...work, version }, moves);
  return moves;
}
