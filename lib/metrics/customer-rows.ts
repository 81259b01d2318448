import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import { filterSql, type Scope } from './scope';

export const customerRow = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  subscriptions: z.array(z.string()),
});
export type CustomerRow = z.output<typeof customerRow>;

const COLUMNS = `s.connection_id as "connectionId", s.owner_id as "ownerId", max(o.name) as name, max(o.email) as email,
  max(o.person_id) as "personId", array_agg(distinct s.subscription_id) as subscriptions`;
const OWNER =
  'left join ledger_owner o on o.workspace_id = s.workspace_id and o.connection_id = s.connection_id and o.id = s.owner_id';

/** Customers with MRR at the end of `day`; with `goneBy`, only those who have none at the end of that later day. */
export function customerRows(scope: Scope, day: string, goneBy: string | null, key: Key | null, limit: number) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, day, limit];
  const filters = filterSql(scope.filters, values, 's.');
  let more = '';
  if (goneBy !== null) {
    values.push(goneBy);
    const at = `$${values.length}::date`;
    // Who has none any more has nothing that lasted until then.
    more += ` and s.to_day <= ${at}`;
    more += ` and not exists (select from mrr_span x where x.workspace_id = s.workspace_id and x.connection_id = s.connection_id and x.owner_id = s.owner_id
      and x.from_day <= ${at} and (x.to_day is null or x.to_day > ${at})${filters.replaceAll('s.', 'x.')})`;
  }
  if (key) {
    values.push(...key.slice(0, 2));
    more += ` and (s.connection_id, s.owner_id) > ($${values.length - 1}, $${values.length})`;
  }
  return queryRows(customerRow, {
    text: `select ${COLUMNS} from mrr_span s ${OWNER}
      where s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and (s.to_day is null or s.to_day > $3::date)${filters}${more}
      group by 1, 2 order by 1, 2 limit $4`,
    values,
  });
}

export const keyOfCustomer = (row: CustomerRow): Key => [row.connectionId, row.ownerId];
