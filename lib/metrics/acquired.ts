import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { convertMinor } from '@/lib/money/rates';
import { type CustomerRow, customerRow } from './customer-rows';
import { type FilterDimension, PERSON } from './dimensions';
import type { Key } from './entry-rows';
import type { Terms } from './metric';
import type { Computed } from './raw-points';
import { endOf, filterSql, type Scope, seriesSql, startsOf } from './scope';

/** Told of the lines of a sale, and not of the sale as a whole. */
const OF_LINES: readonly FilterDimension[] = ['product', 'price', 'interval', 'coupon', 'promotion_code'];

/**
 * The people whose first purchase lies in the range, as a table expression: person_id, at, bucket and series, which is what
 * their first sale is told apart by. `$1` holds the workspace, `$2` the mode; pushes its values. `until`: the day after the
 * last that counts.
 */
function acquiredSql(scope: Scope, values: unknown[], until: Day = endOf(scope)): string {
  const { breakdown, filters } = scope;
  const asked = [...filters.map(({ dimension }) => dimension), ...(breakdown === null ? [] : [breakdown])];
  const measure = asked.some((dimension) => OF_LINES.includes(dimension)) ? 'sale_gross' : 'sale';
  const starts = startsOf(scope);
  values.push(starts, starts[0] ?? scope.today, until);
  const at = values.length;
  const filtered = filterSql(
    filters.filter(({ exact }) => !exact),
    values,
    'e.',
  );
  // A point of a breakdown: of those whose first sale is told apart by it.
  const narrowed = filters.flatMap((filter) => {
    if (!filter.exact || filter.dimension === PERSON) return [];
    values.push(filter.values);
    return `max(${seriesSql({ ...scope, breakdown: filter.dimension }, 'e.')}) = any($${values.length}::text[])`;
  });
  // Of a sale that several touches brought, the row of the largest share.
  const main = "e.entry_id not like '%#%'";
  // Found by the index among all of a customer's entries.
  const byId = measure === 'sale' ? " and e.entry_id like 'sale:%'" : '';
  return `(
    select f.person_id, f.at, width_bucket(min(e.day), $${at - 2}::date[]) as bucket, max(${seriesSql(scope, 'e.')}) as series, min(e.day) as day
    from (
      select person_id, min(first_sale_at) as at from ledger_owner
      where workspace_id = $1 and livemode = $2 and first_sale_at is not null group by person_id
      having min(first_sale_at) >= $${at - 1}::date - 2 and min(first_sale_at) < $${at}::date + 2
    ) f
    join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = f.person_id and o.first_sale_at = f.at
    join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.connection_id = o.connection_id and e.owner_id = o.id
      and e.measure = '${measure}' and e.occurred_at = f.at and ${main}${byId}
    where e.day >= $${at - 1}::date and e.day < $${at}::date${filtered}
    group by f.person_id, f.at${narrowed.length > 0 ? ` having ${narrowed.join(' and ')}` : ''})`;
}

/** A cohort: how many people, the day on which the last of them came, and what they brought by the day since. */
export interface Cohort {
  people: bigint;
  youngest: Day | null;
  curve: Map<number, bigint>;
}

/** series → bucket from 1 on → cohort. */
export type Cohorts = Map<string, Map<number, Cohort>>;

export interface Acquired {
  cohorts: Cohorts;
  unconverted: Computed['unconverted'];
}

const revenueRow = z.object({
  series: z.string(),
  bucket: z.number(),
  since: z.number(),
  currency: z.string(),
  /** Null in the answer's currency already. Of people, when the last of them came. */
  day: z.string().nullable(),
  minor: z.bigint(),
  entries: z.bigint(),
});

export interface Extent {
  /** The last day since the purchase that is looked at; all of them unless told. */
  day?: number;
  /** Only people who bought so long ago. */
  isComplete?: boolean;
}

/** The people acquired in each bucket, and the net revenue of each since, refunds on their own day. */
export async function acquired(scope: Scope, terms: Terms, extent: Extent = {}): Promise<Acquired> {
  const until = untilDay(scope, extent);
  const cohorts: Cohorts = new Map();
  const { rows, rates } = await question(scope, terms, until, extent);
  const unconverted: Acquired['unconverted'] = new Map();
  for (const { series, bucket, since, currency, day, minor, entries } of rows) {
    const cohort = cohortAt(cohorts, series, bucket);
    if (since === OF_PEOPLE) {
      Object.assign(cohort, { people: minor, youngest: day });
      continue;
    }
    const { curve } = cohort;
    const used = day === null || currency === '' ? undefined : rates?.(currency, scope.currency, day);
    const isNative = currency === '' || currency === scope.currency;
    if (isNative || used) {
      const each =
        used && !isNative ? convertMinor(minor, currency, scope.currency, used.rate) * entries : minor * entries;
      curve.set(since, (curve.get(since) ?? 0n) + each);
      continue;
    }
    const known = unconverted.get(currency) ?? { minor: 0n, count: 0n };
    unconverted.set(currency, { minor: known.minor + minor * entries, count: known.count + entries });
  }
  return { cohorts, unconverted };
}

function untilDay(scope: Scope, { day, isComplete }: Extent): Day {
  const end = endOf(scope);
  const young = isComplete && day !== undefined ? addDays(scope.today, 1 - day) : end;
  return young < end ? young : end;
}

function cohortAt(cohorts: Cohorts, series: string, bucket: number): Cohort {
  const byBucket = cohorts.get(series) ?? new Map<number, Cohort>();
  cohorts.set(series, byBucket);
  const known = byBucket.get(bucket) ?? { people: 0n, youngest: null, curve: new Map() };
  byBucket.set(bucket, known);
  return known;
}

/** In place of a day since the purchase: how many people there are. */
const OF_PEOPLE = -1;

/**
 * The people and what they brought, in one question. In the workspace's currency as the entries are valued, in another one each
 * at the rate of its own day.
 */
async function question(scope: Scope, terms: Terms, until: Day, { day }: Extent) {
  const displayed = scope.currency !== scope.reportingCurrency;
  const values: unknown[] = [scope.workspaceId, scope.livemode];
  values.push(
    terms.map(({ measure }) => measure),
    terms.map(({ sign }) => sign),
    scope.today,
    day ?? null,
  );
  const leaf = displayed
    ? 'e.currency, e.day::text as day, (t.sign * e.amount_minor)::bigint as minor, count(*) as entries'
    : `case when e.reporting_minor is null then e.currency else '' end as currency, null::text as day,
        sum(t.sign * coalesce(e.reporting_minor, e.amount_minor))::bigint as minor, 1::bigint as entries`;
  const rows = await queryRows(revenueRow, {
    text: `with a as materialized ${acquiredSql(scope, values, until)}
      select series, bucket, ${OF_PEOPLE} as since, '' as currency, max(day)::text as day, count(*) as minor, 1::bigint as entries
      from a group by 1, 2
      union all
      select a.series, a.bucket, ${SINCE}::int as since, ${leaf}
      from a
      join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = a.person_id
      join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.connection_id = o.connection_id and e.owner_id = o.id
      join unnest($3::text[], $4::int[]) as t(measure, sign) on t.measure = e.measure
      where e.day <= $5::date and ($6::int is null or ${SINCE} <= $6::int)
      group by 1, 2, 3, ${displayed ? '4, 5, 6' : '4'}`,
    values,
  });
  return { rows, rates: displayed ? await scope.rates() : null };
}

/** Whole days of 24 hours since the purchase (definitions B7); what Stripe dated before it counts with it. */
const SINCE = 'greatest(0, floor(extract(epoch from e.occurred_at - a.at) / 86400))';

/** Condition on an entry `e` of owner `o`: of a person of the cohort, up to that day since the purchase. */
export const ofAcquired = (scope: Scope, extent: Extent) => (values: unknown[]) => {
  values.push(scope.today, extent.day ?? null);
  const at = values.length;
  return `e.day <= $${at - 1}::date and exists (
    select from ${acquiredSql({ ...scope, breakdown: null }, values, untilDay(scope, extent))} a
    where a.person_id = o.person_id and ($${at}::int is null or ${SINCE} <= $${at}::int))`;
};

/** The people of a cohort, after `key`; at most `limit`. */
export function acquiredRows(scope: Scope, extent: Extent, key: Key | null, limit: number): Promise<CustomerRow[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, limit, ...(key ? [key[0]] : [])];
  const whole = { ...scope, breakdown: null };
  return queryRows(customerRow, {
    text: `select '' as "connectionId", min(o.id) as "ownerId", max(o.name) as name, max(o.email) as email, j.person_id as "personId", array[]::text[] as subscriptions
      from (
        select a.person_id from ${acquiredSql(whole, values, untilDay(scope, extent))} a ${key ? 'where a.person_id > $4' : ''}
        order by 1 limit $3
      ) j
      join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id
      group by j.person_id order by j.person_id`,
    values,
  });
}
