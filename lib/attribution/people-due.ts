import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';

/** Stands for everybody in `attribution_due`. */
export const EVERYBODY = '*';

/** Whoever any of this may be said of, by customer and by what customers are found by. */
const FIND = `
  with recursive due as (select unnest($2::text[]) as key),
  visitor as (
    select substr(key, 9) as id from due where key like 'visitor:%'
    union
    -- Browsers that carried a click of such a visitor are that visitor as well, and the other way round.
    select v.visitor_id from visitor_identifier v join touchpoint t on t.workspace_id = $1 and t.id = substr(v.identifier, 7)
    join due on due.key = 'visitor:' || t.visitor_id
    where v.workspace_id = $1 and v.identifier like 'click:%'
    union
    select t.visitor_id from visitor_identifier v join touchpoint t on t.workspace_id = $1 and t.id = substr(v.identifier, 7)
    join due on due.key = 'visitor:' || v.visitor_id
    where v.workspace_id = $1 and v.identifier like 'click:%'
  ),
  key as (
    select key from due
    union select v.identifier from visitor_identifier v join visitor on visitor.id = v.visitor_id where v.workspace_id = $1
    union select 'click:' || t.id from touchpoint t join visitor on visitor.id = t.visitor_id where t.workspace_id = $1
  )
  select o.person_id from key join owner_identifier i on i.workspace_id = $1 and i.identifier = key.key
    join ledger_owner o on o.workspace_id = $1 and o.connection_id = i.connection_id and o.id = i.owner_id
  union select o.person_id from key join ledger_owner o on o.workspace_id = $1 and o.clicks @> array[substr(key.key, 7)]
    where key.key like 'click:%' and o.clicks <> '{}'
  union select o.person_id from key join ledger_owner o on o.workspace_id = $1 and o.id = substr(key.key, 10) where key.key like 'customer:%'
  union select o.person_id from key join ledger_owner o on o.workspace_id = $1 and o.person_id = substr(key.key, 4) where key.key like 'id:%'
  union select a.person_id from key join person_alias a on a.workspace_id = $1 and a.alias_id = substr(key.key, 4) where key.key like 'id:%'
  union select o.person_id from key join ledger_owner o on o.workspace_id = $1 and o.person_id = substr(key.key, 8) where key.key like 'person:%'
  union select o.person_id from key join ledger_owner o on o.workspace_id = $1
    and o.promotions @> jsonb_build_array(jsonb_build_object('id', substr(key.key, 11))) where key.key like 'promotion:%'`;

/**
 * The people that keys of `attribution_due` are about: identifiers ("id:", "email:", "customer:"), "click:", "visitor:",
 * "person:" and "promotion:".
 */
export async function peopleDue(tx: pg.ClientBase, workspaceId: string, keys: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ person_id: string }>(FIND, [workspaceId, textArray(keys)]);
  return rows.map(({ person_id }) => person_id);
}

/** Everybody who is, or may be, credited to something, in pages. */
export async function* creditablePeople(tx: pg.ClientBase, workspaceId: string): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const { rows } = await tx.query<{ person_id: string }>(
      `select distinct person_id from ledger_owner o
       where workspace_id = $1 and person_id > $2 and (attribution is not null or clicks <> '{}' or promotions <> '[]' or exists (
         select from visitor_identifier v where v.workspace_id = $1 and v.identifier = any(o.identifiers || array['customer:' || o.id, 'id:' || o.person_id]))
         or exists (select from touchpoint t where t.workspace_id = $1 and t.visitor_id = any(o.identifiers || array['customer:' || o.id, 'id:' || o.person_id]))
         or exists (select from person_alias a where a.workspace_id = $1 and a.livemode = o.livemode and a.person_id = o.person_id))
       order by person_id limit 1000`,
      [workspaceId, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ person_id }) => person_id);
    after = last.person_id;
  }
}
