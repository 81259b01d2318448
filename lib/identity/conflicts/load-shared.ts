import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { loadIdentityInForce } from '../identity-in-force';
import { type ConflictScope, CUSTOMER, customerRow } from './conflict-scope';
import type { SharedConflict } from './conflict-shapes';
import { SHARED } from './conflict-sql';

/** Customers named of each identifier. */
const NAMED = 50;

const conflictRow = z.object({ connectionId: z.string(), identifier: z.string(), count: z.number() });
const carrierRow = customerRow.extend({ identifier: z.string() });

/** Identifiers that too many customers carry, with the first of these. */
export async function loadShared({ workspaceId, livemode, search, after, limit }: ConflictScope) {
  const [connectionId = '', identifier = ''] = after;
  const found = await queryRows(conflictRow, {
    text: `select connection_id as "connectionId", identifier, (
        select count(*)::int from owner_identifier i where i.workspace_id = $1 and i.connection_id = s.connection_id
          and i.livemode = $2 and i.identifier = s.identifier and not i.guest
      ) as count
      from (${SHARED}) s where (connection_id, identifier) > ($3, $4)
        and ($5 = '' or position($5 in lower(identifier)) > 0
          or exists (select from owner_identifier i where i.workspace_id = $1 and i.connection_id = s.connection_id
            and i.livemode = $2 and i.identifier = s.identifier and position($5 in lower(i.owner_id)) > 0))
      order by connection_id, identifier limit $6`,
    values: [workspaceId, livemode, connectionId, identifier, search, limit],
  });
  const carriers = await queryRows(carrierRow, {
    text: `select c.* from unnest($3::text[], $4::text[]) as s(connection_id, identifier), lateral (
        select s.identifier, ${CUSTOMER} from owner_identifier i
        join ledger_owner o on o.workspace_id = i.workspace_id and o.connection_id = i.connection_id and o.id = i.owner_id
        where i.workspace_id = $1 and i.connection_id = s.connection_id and i.livemode = $2 and i.identifier = s.identifier and not i.guest
        order by o.id limit ${NAMED}
      ) c`,
    values: [
      ...[workspaceId, livemode],
      ...[found.map((conflict) => conflict.connectionId), found.map((conflict) => conflict.identifier)],
    ],
  });
  const byConflict = groupBy(carriers, keyOf);
  const { mapping } = await inTransaction((tx) => loadIdentityInForce(tx, workspaceId));
  return found.map(
    (conflict): SharedConflict => ({
      ...conflict,
      kind: 'shared',
      limit: mapping(conflict.connectionId).settings.sharedLimit,
      customers: (byConflict.get(keyOf(conflict)) ?? []).map(({ identifier: _, ...customer }) => customer),
    }),
  );
}

const keyOf = (one: { connectionId: string; identifier: string }) => `${one.connectionId} ${one.identifier}`;
