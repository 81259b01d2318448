import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { identifiersOf } from '@/lib/identity/normalise';
import { FACT_KINDS } from '@/lib/inbox/extract/extract-event';

const row = z.object({ personId: z.string() });

/** So many are sorted; whoever means one of more types another letter. */
const MOST_FOUND = 1000;

const CONNECTIONS = '(select id from connection where workspace_id = $1)';
const ofMode = 'o.workspace_id = $1 and o.livemode = $2';
const carrying = (condition: string) => `
  select o.person_id from owner_identifier i
  join ledger_owner o on ${ofMode} and o.connection_id = i.connection_id and o.id = i.owner_id
  where i.workspace_id = $1 and i.livemode = $2 and ${condition}`;

/**
 * The people of one mode that somebody may mean by this text, each by an index of its own: a person's id or the beginning of
 * it, an alias, what customers carry (user ids, e-mails in any case, also by their beginning), how a name begins, a customer,
 * or any object of one: a subscription, a charge, an invoice.
 */
const FIND = `
  select o.person_id from ledger_owner o where ${ofMode} and (o.person_id = $3 or o.person_id like $5)
  union select a.person_id from person_alias a where a.workspace_id = $1 and a.livemode = $2 and a.alias_id = $3
  union ${carrying('i.identifier = any($4::text[])')}
  union ${carrying("i.identifier like 'email:' || $6")}
  union ${carrying("i.identifier like 'id:' || $5")}
  union select o.person_id from ledger_owner o where ${ofMode} and o.name_key like $6
  union select o.person_id from ledger_owner o where ${ofMode} and o.connection_id in ${CONNECTIONS} and o.id = $3
  union select o.person_id from object_owner b join ledger_owner o on ${ofMode} and o.connection_id = b.connection_id and o.id = b.owner_id
    where b.workspace_id = $1 and b.connection_id in ${CONNECTIONS} and b.object_id = $3
  union select o.person_id from object_version v join ledger_owner o on ${ofMode} and o.connection_id = v.connection_id and o.id = v.owner_id
    where v.workspace_id = $1 and v.connection_id in ${CONNECTIONS} and v.kind = any($7::text[]) and v.object_id = $3`;

/** Their ids, at most a thousand. */
export async function findPeople(workspaceId: string, livemode: boolean, typed: string): Promise<string[]> {
  const text = typed.trim();
  const rows = await queryRows(row, {
    text: `select person_id as "personId" from (${FIND}) found order by 1 limit ${MOST_FOUND}`,
    values: [
      workspaceId,
      livemode,
      text,
      identifiersOf(text),
      beginning(text),
      beginning(text.toLowerCase()),
      FACT_KINDS,
    ],
  });
  return rows.map(({ personId }) => personId);
}

/** A pattern for whatever begins so. */
const beginning = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`;
