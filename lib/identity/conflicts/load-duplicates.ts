import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { type ConflictScope, CUSTOMER, customerRow } from './conflict-scope';
import type { DuplicatesConflict } from './conflict-shapes';
import { DUPLICATES } from './conflict-sql';

/** Customers named of each person. */
const NAMED = 5;

const conflictRow = z.object({ identifier: z.string(), people: z.array(z.string()) });
const carrierRow = customerRow.extend({ identifier: z.string(), count: z.number() });

/** E-mail addresses that several people have, with the customers of each. */
export async function loadDuplicates({ workspaceId, livemode, search, after, limit }: ConflictScope) {
  const found = await queryRows(conflictRow, {
    text: `select identifier, people from (${DUPLICATES}) d where identifier > $3
        and ($4 = '' or position($4 in lower(identifier || E'\\n' || array_to_string(people, E'\\n'))) > 0
          or exists (select from owner_identifier i where i.workspace_id = $1 and i.livemode = $2
            and i.identifier = d.identifier and position($4 in lower(i.owner_id)) > 0))
      order by identifier limit $5`,
    values: [workspaceId, livemode, after[0] ?? '', search, limit],
  });
  const carriers = await queryRows(carrierRow, {
    text: `select * from (
        select i.identifier, ${CUSTOMER}, count(*) over person::int as count,
          row_number() over (person order by o.created_at nulls last, o.id) as place
        from owner_identifier i
        join ledger_owner o on o.workspace_id = i.workspace_id and o.connection_id = i.connection_id and o.id = i.owner_id
        where i.workspace_id = $1 and i.livemode = $2 and i.identifier = any($3)
        window person as (partition by i.identifier, o.person_id)
      ) c where place <= ${NAMED} order by place`,
    values: [workspaceId, livemode, found.map(({ identifier }) => identifier)],
  });
  const byIdentifier = groupBy(carriers, ({ identifier }) => identifier);
  return found.map(({ identifier, people }): DuplicatesConflict => {
    const byPerson = groupBy(byIdentifier.get(identifier) ?? [], ({ personId }) => personId);
    return {
      kind: 'duplicates',
      identifier,
      people: people.map((personId) => {
        const customers = byPerson.get(personId) ?? [];
        return { personId, count: customers[0]?.count ?? 0, customers: customers.map(withoutConflict) };
      }),
    };
  });
}

const withoutConflict = ({ identifier: _, count: __, ...customer }: z.output<typeof carrierRow>) => customer;
