import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { filterSql, type Scope } from './scope';

const objects = z.array(z.object({ type: z.string(), id: z.string() }));

export const entryRow = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string().nullable(),
  entryId: z.string(),
  measure: z.string(),
  day: z.string(),
  currency: z.string(),
  minor: z.bigint(),
  reporting: z.bigint().nullable(),
  fxRate: z.string().nullable(),
  fxDay: z.string().nullable(),
  quantity: z.bigint(),
  detail: z.looseObject({ objects, description: z.string(), arithmetic: z.string(), reason: z.string().optional() }),
});
export type EntryRow = z.output<typeof entryRow>;

/** Where a page of rows goes on: the key of the last row shown. */
export type Key = readonly string[];

/** A condition in SQL, where `$4` holds the first day; or what makes one and pushes its values. */
export type Only = string | ((values: unknown[]) => string);

const ORDER = 'e.day, e.owner_id, e.connection_id, e.entry_id';

/**
 * The entries behind a flow, in order of day, customer and id, after `key`; at most `limit`. `only`: a further condition on
 * `e`. The index has them in this order measure by measure, so that a page reads as many of each and no more.
 */
export function entryRows(
  scope: Scope,
  { start, end }: { start: string; end: string },
  measures: readonly string[],
  key: Key | null,
  limit: number,
  only: Only = '',
) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, measures, start, end, limit];
  const filters = filterSql(scope.filters, values, 'e.');
  let after = '';
  if (key) {
    const from = values.length;
    values.push(...key.slice(0, 4));
    after = ` and (${ORDER}) > ($${from + 1}::date, $${from + 3}, $${from + 2}, $${from + 4})`;
  }
  const further = typeof only === 'string' ? only : only(values);
  return queryRows(entryRow, {
    text: `select e.connection_id as "connectionId", e.owner_id as "ownerId", e.name, e.email, e.person_id as "personId", e.entry_id as "entryId",
        e.measure, e.day, e.currency, e.amount_minor as minor, e.reporting_minor as reporting, trim_scale(e.fx_rate)::text as "fxRate", e.fx_day as "fxDay",
        e.quantity, e.detail
      from unnest($3::text[]) as of(measure) cross join lateral (
        select e.*, o.name, o.email, o.person_id
        from ledger_entry e
        left join ledger_owner o on o.workspace_id = e.workspace_id and o.connection_id = e.connection_id and o.id = e.owner_id
        where e.workspace_id = $1 and e.livemode = $2 and e.measure = of.measure and e.day >= $4::date and e.day < $5::date${filters}${after}${further && ` and ${further}`}
        order by ${ORDER} limit $6
      ) e
      order by ${ORDER} limit $6`,
    values,
  });
}

export const keyOfEntry = (row: EntryRow): Key => [row.day, row.connectionId, row.ownerId, row.entryId];
