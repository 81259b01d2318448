import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { type CustomerRow, customerRow } from './customer-rows';
import type { Key } from './entry-rows';
import { entrySums } from './entry-sums';
import { flowSums } from './flow-sums';
import type { Terms } from './metric';
import { add, type Computed } from './raw-points';
import { average } from './realised-ltv';
import { endOf, type Scope, startsOf, type UnconvertedSum } from './scope';

/** Of a customer `o`: an identity rule found a person, rather than leaving one with the customer's own id (definitions B15-4). */
export const IS_MAPPED = "o.resolved_by <> 'fallback'";

/** Of an entry: its customer is not mapped. These are few, so that they are taken off the sums of all. */
const OF_UNMAPPED = `(connection_id, owner_id) in (
  select o.connection_id, o.id from ledger_owner o where o.workspace_id = $1 and o.livemode = $2 and not ${IS_MAPPED})`;

/** People who had joined before $3 of the workspace $1, live or not $2, some customer of whom is mapped. */
const MAPPED_PEOPLE = `person_joined j where j.workspace_id = $1 and j.livemode = $2 and j.day < $3::date and exists (
  select from ledger_owner o where o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id and ${IS_MAPPED})`;

/** How many people joined in each bucket of $4, and of those no customer of whom is mapped. */
const ALL_PEOPLE = `select width_bucket(joined, $4::date[]) as bucket, sum(people)::bigint as people from cohort_size
  where workspace_id = $1 and livemode = $2 and period = 'day' and joined < $3::date group by 1`;
const UNMAPPED_PEOPLE = `select width_bucket(j.day, $4::date[]) as bucket, -count(distinct j.person_id) as people
  from ledger_owner u join person_joined j on j.workspace_id = $1 and j.livemode = $2 and j.person_id = u.person_id
  where u.workspace_id = $1 and u.livemode = $2 and u.resolved_by = 'fallback' and j.day < $3::date
    and not exists (select from ledger_owner o where o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id and ${IS_MAPPED})
  group by 1`;

const row = z.object({ bucket: z.number(), people: z.bigint() });

/** What mapped people brought in each bucket ÷ all of them who had joined by its end. */
export async function mappedRevenue(scope: Scope, terms: Terms): Promise<Computed> {
  const measures = terms.map(({ measure }) => measure);
  const [all, unmapped, joined] = await Promise.all([
    flowSums(scope, measures),
    entrySums(scope, measures, false, OF_UNMAPPED),
    queryRows(row, {
      text: `${ALL_PEOPLE} union all ${UNMAPPED_PEOPLE}`,
      values: [scope.workspaceId, scope.livemode, endOf(scope), startsOf(scope)],
    }),
  ]);
  const indexes = scope.buckets.map((_, index) => index + 1);
  const amount = (measure: string, index: number) =>
    all.get('', measure, index).amount - unmapped.get('', measure, index).amount;
  const revenue = indexes.map((index) => add(terms.map(({ measure, sign }) => BigInt(sign) * amount(measure, index))));
  const peopleBy = (index: number) => add(joined.filter(({ bucket }) => bucket <= index).map(({ people }) => people));
  const points = indexes.map((index, at) => average(revenue[at] ?? 0n, peopleBy(index)));
  const total = average(add(revenue), peopleBy(indexes.length));
  const unconverted = less(all.unconverted(terms), unmapped.unconverted(terms));
  return { series: [{ key: '', points, total }], unconverted };
}

function less(all: ReadonlyMap<string, UnconvertedSum>, part: ReadonlyMap<string, UnconvertedSum>) {
  const left = [...all].map(([currency, { minor, count }]): [string, UnconvertedSum] => {
    const { minor: off, count: fewer } = part.get(currency) ?? { minor: 0n, count: 0n };
    return [currency, { minor: minor - off, count: count - fewer }];
  });
  return new Map(left.filter(([, { count }]) => count !== 0n));
}

/** The mapped people who had joined before `end`, after `key`; at most `limit`. */
export function mappedPeopleRows(scope: Scope, end: string, key: Key | null, limit: number): Promise<CustomerRow[]> {
  return queryRows(customerRow, {
    text: `select '' as "connectionId", min(o.id) as "ownerId", max(o.name) as name, max(o.email) as email, j.person_id as "personId", array[]::text[] as subscriptions
      from (
        select j.person_id from ${MAPPED_PEOPLE}${key ? ' and j.person_id > $5' : ''} order by 1 limit $4
      ) j
      join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id
      group by j.person_id order by j.person_id`,
    values: [scope.workspaceId, scope.livemode, end, limit, ...(key ? [key[0]] : [])],
  });
}
