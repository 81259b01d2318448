import { queryRows } from '@/lib/db/query-rows';
import { type CustomerRow, customerRow } from './customer-rows';
import type { Key } from './entry-rows';
import type { Level } from './options';
import { filterSql, type Scope } from './scope';

/** What makes a row, and what it is known by. */
const UNITS = {
  customer: {
    keys: ['s.connection_id', 's.owner_id'],
    same: 'x.connection_id = s.connection_id and x.owner_id = s.owner_id',
  },
  person: { keys: ['o.person_id'], same: 'p.person_id = o.person_id' },
  subscription: {
    keys: ['s.connection_id', 's.owner_id', 's.subscription_id'],
    same: 'x.connection_id = s.connection_id and x.owner_id = s.owner_id and x.subscription_id = s.subscription_id',
  },
} as const satisfies Record<Level, { keys: readonly string[]; same: string }>;

const COLUMNS = `min(s.connection_id) as "connectionId", min(s.owner_id) as "ownerId", max(o.name) as name, max(o.email) as email,
  max(o.person_id) as "personId", array_agg(distinct s.subscription_id) as subscriptions`;
/** Every span has its owner; an inner join lets people be read in the order of theirs. */
const OWNER = (owner: string, span: string) =>
  `join ledger_owner ${owner} on ${owner}.workspace_id = $1 and ${owner}.connection_id = ${span}.connection_id and ${owner}.id = ${span}.owner_id`;
const covers = (span: string, day: string) =>
  `${span}.from_day <= ${day} and (${span}.to_day is null or ${span}.to_day > ${day})`;

/** People or subscriptions with MRR at the end of `day`; with `goneBy`, only those who have none at the end of that later day. */
export function holderRows(
  scope: Scope,
  level: Level,
  { day, goneBy }: { day: string; goneBy: string | null },
  key: Key | null,
  limit: number,
): Promise<CustomerRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, day, limit];
  let where = `s.workspace_id = $1 and s.livemode = $2 and ${covers('s', '$3::date')}${filterSql(scope.filters, values, 's.')}`;
  if (goneBy !== null) {
    values.push(goneBy);
    where += ` and s.to_day <= $${values.length}::date and not exists (select from mrr_span x ${OWNER('p', 'x')}
      where x.workspace_id = $1 and x.livemode = $2 and ${UNITS[level].same} and ${covers('x', `$${values.length}::date`)})`;
  }
  return page(level, where, '', { values, key, limit });
}

/**
 * Customers whom Stripe's formula of churn looks at: with MRR at the end of `before`, or for the first time between then and
 * `last`; `gone`: only those who have none at the end of `last`.
 */
export function exposedRows(
  scope: Scope,
  { before, last, gone }: { before: string; last: string; gone: boolean },
  key: Key | null,
  limit: number,
): Promise<CustomerRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, last, limit, before];
  const where = `s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date${filterSql(scope.filters, values, 's.')}`;
  const having = `having (min(s.from_day) > $5::date or bool_or(${covers('s', '$5::date')}))${gone ? ` and not bool_or(${covers('s', '$3::date')})` : ''}`;
  return page('customer', where, having, { values, key, limit });
}

/** Customers who left and came back between the ends of two days (+1 at its end), or joined and left (−1). */
export function returnedRows(
  scope: Scope,
  { before, last, returned }: { before: string; last: string; returned: boolean },
  key: Key | null,
  limit: number,
): Promise<CustomerRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, last, limit, before];
  const edges = `select (array_agg(e.quantity order by e.day))[1] as first, (array_agg(e.quantity order by e.day desc))[1] as last
    from ledger_entry e where e.workspace_id = $1 and e.connection_id = s.connection_id and e.owner_id = s.owner_id
      and e.measure in ('subscriber', 'subscriber_new') and e.day > $5::date and e.day <= $3::date`;
  const where = `s.workspace_id = $1 and s.livemode = $2 and s.from_day <= $3::date and (s.to_day is null or s.to_day > $5::date)${filterSql(scope.filters, values, 's.')}
    and (s.connection_id, s.owner_id) in (select e.connection_id, e.owner_id from ledger_entry e where e.workspace_id = $1 and e.livemode = $2
      and e.measure in ('subscriber', 'subscriber_new') and e.day > $5::date and e.day <= $3::date and e.quantity < 0)
    and exists (select from (${edges}) edge where ${returned ? 'edge.first < 0 and edge.last > 0' : 'edge.first > 0 and edge.last < 0'})`;
  return page('customer', where, '', { values, key, limit });
}

function page(
  level: Level,
  where: string,
  having: string,
  { values, key }: { values: unknown[]; key: Key | null; limit: number },
): Promise<CustomerRow[]> {
  const { keys } = UNITS[level];
  let after = '';
  if (key) {
    const from = values.length;
    values.push(...key.slice(0, keys.length));
    after = ` and (${keys.join(', ')}) > (${keys.map((_, index) => `$${from + index + 1}`).join(', ')})`;
  }
  return queryRows(customerRow, {
    text: `select ${COLUMNS} from mrr_span s ${OWNER('o', 's')} where ${where}${after} group by ${keys.join(', ')} ${having} order by ${keys.join(', ')} limit $4`,
    values,
  });
}

export const keyOfHolder = (level: Level, row: CustomerRow): Key =>
  level === 'person'
    ? [row.personId ?? '']
    : [row.connectionId, row.ownerId, ...(level === 'subscription' ? row.subscriptions : [])];
