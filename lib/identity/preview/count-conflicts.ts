import type pg from 'pg';
import { z } from 'zod';
import type { CONFLICT_KINDS } from '../conflicts/conflict-shapes';
import { DUPLICATES, RIVALS, SHARED } from '../conflicts/conflict-sql';

type ConflictKind = (typeof CONFLICT_KINDS)[number];

export interface ConflictCount {
  count: number;
  samples: { label: string; people: string[] }[];
}

const SAMPLES = 5;
const PEOPLE = 5;

/** The conflicts that wait for somebody, in a workspace ($1) and a mode ($2): a name for each, and the people that it is about. */
const CONFLICTS: Record<ConflictKind, string> = {
  rivals: `select coalesce(o.name, o.email, o.id) as label, f.people
    from (${RIVALS}) f join ledger_owner o on o.workspace_id = $1 and o.connection_id = f.connection_id and o.id = f.owner_id`,
  duplicates: `select substr(f.identifier, strpos(f.identifier, ':') + 1) as label, f.people from (${DUPLICATES}) f`,
  shared: `select substr(f.identifier, strpos(f.identifier, ':') + 1) as label, array(
      select distinct o.person_id from owner_identifier i
      join ledger_owner o on o.workspace_id = $1 and o.connection_id = i.connection_id and o.id = i.owner_id
      where i.workspace_id = $1 and i.connection_id = f.connection_id and i.livemode = $2 and i.identifier = f.identifier
      order by 1 limit ${PEOPLE}) as people
    from (${SHARED}) f`,
};

const row = z.object({
  count: z.bigint().transform(Number),
  samples: z.array(z.object({ label: z.string(), people: z.array(z.string()) })).nullable(),
});

/** How many live conflicts of a kind there are, as the session sees it, and the first of them by name. */
export async function countConflicts(
  session: pg.ClientBase,
  kind: ConflictKind,
  workspaceId: string,
): Promise<ConflictCount> {
  const { rows } = await session.query(
    `with found as materialized (${CONFLICTS[kind]})
     select (select count(*) from found) as count,
       (select json_agg(json_build_object('label', label, 'people', people[1:${PEOPLE}]))
        from (select * from found order by label, people limit ${SAMPLES}) first) as samples`,
    [workspaceId, true],
  );
  const [{ count, samples } = { count: 0, samples: null }] = z.array(row).parse(rows);
  return { count, samples: samples ?? [] };
}
