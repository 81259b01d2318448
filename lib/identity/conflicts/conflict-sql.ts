/*
 * What is in conflict and not settled yet, of a workspace ($1) and a mode ($2). What somebody decided holds as long as the
 * conflict is about the same people: with another one it is open again.
 */

/** Whether a decision about a subject holds for these people. */
const decided = (kind: 'policy' | 'dismiss', of: { connection: string; subject: string; people: string }) => `
  exists (select from identity_action a where a.workspace_id = $1 and a.livemode = $2 and a.kind = '${kind}' and a.undone_at is null
    and a.subject = ${of.subject} and ${of.connection} and a.decision -> 'people' @> to_jsonb(${of.people}))`;

/** One customer whose objects name several people: connection_id, owner_id, people. */
export const RIVALS = `
  select o.connection_id, o.id as owner_id, o.person_id || o.rivals as people
  from ledger_owner o where o.workspace_id = $1 and o.livemode = $2 and cardinality(o.rivals) > 0
    and not ${decided('policy', { connection: 'a.connection_id = o.connection_id', subject: 'o.id', people: 'o.person_id || o.rivals' })}`;

/**
 * One e-mail address on customers that stand for different people: these are never merged by it alone. Not an address that
 * too many share, and not a customer that somebody made a person of its own. identifier, people.
 */
export const DUPLICATES = `
  select f.identifier, f.people from (
    select i.identifier, array_agg(distinct o.person_id) as people
    from owner_identifier i
    join ledger_owner o on o.workspace_id = i.workspace_id and o.connection_id = i.connection_id and o.id = i.owner_id
    where i.workspace_id = $1 and i.livemode = $2 and i.identifier like 'email:%'
      and not (o.resolved_by = 'pin' and o.person_id = o.id)
      and not exists (select from shared_identifier s where s.workspace_id = $1 and s.connection_id = i.connection_id
        and s.livemode = i.livemode and s.identifier = i.identifier)
    group by i.identifier having min(o.person_id) <> max(o.person_id)
  ) f where not ${decided('dismiss', { connection: 'a.connection_id is null', subject: 'f.identifier', people: 'f.people' })}`;

/** An identifier that too many customers of a source carry, so that it names nobody: connection_id, identifier. */
export const SHARED = `
  select s.connection_id, s.identifier from shared_identifier s where s.workspace_id = $1 and s.livemode = $2
    and not ${decided('dismiss', { connection: 'a.connection_id = s.connection_id', subject: 's.identifier', people: "'{}'::text[]" })}`;
