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
    // "offset 0": looked up for these few, and not read beside all others.
    more += ` and not exists (select from mrr_span x where x.workspace_id = s.workspace_id and x.connection_id = s.connection_id and x.owner_id = s.owner_id
      and x.from_day <= ${at} and (x.to_day is null or x.to_day > ${at})${filters.replaceAll('s.', 'x.')} offset 0)`;
  }
  if (key) {
    values.push(...key.slice(0, 2));
    more += ` and (s.connection_id, s.owner_id) > ($${values.length - 1}, $${values.length})`;
  }
  return queryRows(customerRow, {
    text: `select s.connection_id as "connectionId", s.owner_id as "ownerId", o.name, o.email, o.person_id as "personId", s.subscriptions
      from (
        select s.connection_id, s.owner_id, array_agg(distinct s.subscription_id) as subscriptions from mrr_span s
        where s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and (s.to_day is null or s.to_day > $3::date)${filters}${more}
        group by 1, 2 order by 1, 2 limit $4
      ) s
      left join ledger_owner o on o.workspace_id = $1 and o.connection_id = s.connection_id and o.id = s.owner_id
      order by 1, 2`,
    values,
  });
}

export const keyOfCustomer = (row: CustomerRow): Key => [row.connectionId, row.ownerId];
