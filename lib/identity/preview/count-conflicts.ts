import type pg from 'pg';
import { z } from 'zod';
import type { CONFLICT_KINDS } from './types';

type Kind = (typeof CONFLICT_KINDS)[number];

export interface ConflictCount {
  count: number;
  samples: { label: string; people: string[] }[];
}

const SAMPLES = 5;
const PEOPLE = 5;

const CARRIERS = `join ledger_owner o on o.workspace_id = $1 and o.connection_id = $2 and o.id = i.owner_id`;

/** What of the connection's live customers ($1, $2) is doubtful: a name for it, and the people that it is about. */
const CONFLICTS: Record<Kind, string> = {
  rivals: `select coalesce(name, email, id) as label, array[person_id] || rivals as people from ledger_owner
    where workspace_id = $1 and connection_id = $2 and livemode and cardinality(rivals) > 0`,
  duplicates: `select substr(i.identifier, length('email:') + 1) as label, array_agg(distinct o.person_id) as people
    from owner_identifier i ${CARRIERS}
    where i.workspace_id = $1 and i.connection_id = $2 and i.livemode and starts_with(i.identifier, 'email:')
      and o.resolved_by not in ('email', 'fallback')
      and not exists (select from shared_identifier s where s.workspace_id = i.workspace_id and s.connection_id = i.connection_id
        and s.livemode = i.livemode and s.identifier = i.identifier)
    group by i.identifier having count(distinct o.person_id) > 1`,
  shared: `select substr(s.identifier, strpos(s.identifier, ':') + 1) as label, array(
      select distinct o.person_id from owner_identifier i ${CARRIERS}
      where i.workspace_id = $1 and i.connection_id = $2 and i.livemode and i.identifier = s.identifier order by 1 limit ${PEOPLE}) as people
    from shared_identifier s where s.workspace_id = $1 and s.connection_id = $2 and s.livemode`,
};

const row = z.object({
  count: z.bigint().transform(Number),
  samples: z.array(z.object({ label: z.string(), people: z.array(z.string()) })).nullable(),
});

/** How many conflicts of a kind there are, as the session sees it, and the first of them by name. */
export async function countConflicts(
  session: pg.ClientBase,
  kind: Kind,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<ConflictCount> {
  const { rows } = await session.query(
    `with found as materialized (${CONFLICTS[kind]})
     select (select count(*) from found) as count,
       (select json_agg(json_build_object('label', label, 'people', people[1:${PEOPLE}]))
        from (select * from found order by label, people limit ${SAMPLES}) first) as samples`,
    [workspaceId, connectionId],
  );
  const [{ count, samples } = { count: 0, samples: null }] = z.array(row).parse(rows);
  return { count, samples: samples ?? [] };
}
