import type pg from 'pg';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

/** What identifies a customer or guest, as far as others may carry the same. */
export interface Identified {
  livemode: boolean;
  guest: boolean;
  identifiers: readonly string[];
}

export interface IdentifiedChange {
  ownerId: string;
  before: Identified;
  after: Identified;
}

interface KeyRow {
  livemode: boolean;
  identifier: string;
}

/** Collects what came and went of the identifiers of some owners. */
export class IdentifierChanges {
  private gone: { owner_id: string; identifier: string }[] = [];
  private added: (KeyRow & { owner_id: string; guest: boolean })[] = [];
  private readonly touched = new Map<string, KeyRow>();

  add({ ownerId, before, after }: IdentifiedChange): void {
    const isSameKind = before.livemode === after.livemode && before.guest === after.guest;
    const stays = new Set(isSameKind ? before.identifiers.filter((id) => after.identifiers.includes(id)) : []);
    for (const identifier of before.identifiers.filter((id) => !stays.has(id))) {
      this.gone.push({ owner_id: ownerId, identifier });
      this.touch(before, identifier);
    }
    for (const identifier of after.identifiers.filter((id) => !stays.has(id))) {
      this.added.push({ owner_id: ownerId, identifier, livemode: after.livemode, guest: after.guest });
      this.touch(after, identifier);
    }
  }

  private touch({ livemode, guest }: Identified, identifier: string) {
    if (!guest) this.touched.set(`${livemode} ${identifier}`, { livemode, identifier });
  }

  /** Writes what was collected since the last time. */
  async write(tx: pg.ClientBase, { workspaceId, connectionId }: Scope): Promise<void> {
    const [gone, added] = [this.gone, this.added];
    [this.gone, this.added] = [[], []];
    if (gone.length > 0)
      await tx.query(
        `delete from owner_identifier t using json_to_recordset($3) as g(owner_id text, identifier text)
         where t.workspace_id = $1 and t.connection_id = $2 and t.identifier = g.identifier and t.owner_id = g.owner_id`,
        [workspaceId, connectionId, JSON.stringify(gone)],
      );
    if (added.length > 0)
      await tx.query({
        name: 'add-identifiers',
        text: `insert into owner_identifier (workspace_id, connection_id, livemode, identifier, owner_id, guest)
          select $1, $2, livemode, identifier, owner_id, guest
          from json_to_recordset($3) as a(livemode boolean, identifier text, owner_id text, guest boolean)
          on conflict (workspace_id, connection_id, livemode, identifier, owner_id) do update set guest = excluded.guest`,
        values: [workspaceId, connectionId, JSON.stringify(added)],
      });
  }

  /** Settles which of the identifiers that came or went are shared; see `settleShared`. */
  settle(tx: pg.ClientBase, scope: Scope, limit: number | null): Promise<string[]> {
    return this.touched.size === 0
      ? Promise.resolve([])
      : settleShared(tx, { ...scope, limit, among: [...this.touched.values()] });
  }
}

interface Settling extends Scope {
  /** More customers than this share; null: no number does. */
  limit: number | null;
  /** Only these can have changed; all when left out. Guests do not count: each purchase is one. */
  among?: readonly KeyRow[];
}

/**
 * Brings up to date which identifiers so many customers carry that they name nobody, and returns the owners of those that
 * began or ceased to be shared, sorted: these are to be resolved again.
 */
export async function settleShared(tx: pg.ClientBase, { workspaceId, connectionId, limit, among }: Settling) {
  const some = among ? 'and (livemode, identifier) in (select livemode, identifier from among)' : '';
  const { rows } = await tx.query<{ owner_id: string }>(
    `with among as materialized (
       select * from json_to_recordset($4) as a(livemode boolean, identifier text)
     ), now as materialized (
       select livemode, identifier from owner_identifier
       where workspace_id = $1 and connection_id = $2 and not guest and $3::int is not null ${some}
       group by 1, 2 having count(*) > $3::int
     ), gone as (
       delete from shared_identifier s where workspace_id = $1 and connection_id = $2 ${some}
         and not exists (select from now n where n.livemode = s.livemode and n.identifier = s.identifier)
       returning livemode, identifier
     ), begun as (
       insert into shared_identifier (workspace_id, connection_id, livemode, identifier)
       select $1, $2, livemode, identifier from now on conflict do nothing returning livemode, identifier
     )
     select distinct o.owner_id from (select * from gone union all select * from begun) c
     join owner_identifier o on o.workspace_id = $1 and o.connection_id = $2 and o.livemode = c.livemode and o.identifier = c.identifier
     order by 1`,
    [workspaceId, connectionId, limit, JSON.stringify(among ?? [])],
  );
  return rows.map(({ owner_id }) => owner_id);
}
