/**
 * Whether the lead `t` was told of a person: under one of its ids, or, unless a customer carries that user's id, with its address
 * or by a click of its browsers. For statements whose `$1` is the workspace.
 *
 * @param names a question for all identifiers of the person and its customers.
 */
export const isOwnLead = (names: string): string => `t.source = 'manual' and (
  'id:' || t.external_id in (${names}) or 'customer:' || t.external_id in (${names})
  or not exists (select from owner_identifier i where i.workspace_id = $1 and i.identifier = 'id:' || t.external_id) and (
    'email:' || lower(btrim(t.email)) in (${names})
    or 'email:' || encode(sha256(convert_to(lower(btrim(t.email)), 'UTF8')), 'hex') in (${names})
    or t.click_id in (select p.id from touchpoint p where p.workspace_id = $1 and p.visitor_id in (
      select v.visitor_id from visitor_identifier v where v.workspace_id = $1 and v.identifier in (${names})))))`;
