import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { convertMinor } from '@/lib/money/rates';
import { type CustomerRow, customerRow } from './customer-rows';
import type { Key } from './entry-rows';
import type { Terms } from './metric';
import { add, type Computed, type RawPoint, ratio } from './raw-points';
import { type Scope, startsOf, type UnconvertedSum } from './scope';

/** When a person was first seen: a customer of theirs was created, or a sale was made to them. $1 workspace, $2 livemode. */
const FIRST_SEEN = `
  select o.person_id, min(least(o.created_at, s.first_sale)) as t0
  from ledger_owner o
  left join (select connection_id, owner_id, min(occurred_at) as first_sale from sale where workspace_id = $1 and livemode = $2 group by 1, 2) s
    on s.connection_id = o.connection_id and s.owner_id = o.id
  where o.workspace_id = $1 and o.livemode = $2 group by 1`;

/** The people who joined in the buckets and are old enough: $3 first days, $4 the day after the last, $5 the day on which they must have joined at the latest. */
const COHORT = `
  select f.person_id, f.t0, width_bucket((f.t0 at time zone w.time_zone)::date, $3::date[]) as bucket
  from (${FIRST_SEEN}) f join workspace w on w.id = $1
  where (f.t0 at time zone w.time_zone)::date >= ($3::date[])[1] and (f.t0 at time zone w.time_zone)::date < $4::date
    and (f.t0 at time zone w.time_zone)::date <= $5::date`;

const cohortValues = (scope: Scope, day: number): unknown[] => {
  const last = scope.buckets.at(-1)?.end ?? scope.today;
  return [scope.workspaceId, scope.livemode, startsOf(scope), last, addDays(scope.today, -day)];
};

const peopleRow = z.object({ bucket: z.number(), people: z.bigint() });
const sumRow = z.object({
  bucket: z.number(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  minor: z.bigint(),
  amount: z.bigint().nullable(),
  entries: z.bigint(),
});

/**
 * What the people who joined in a bucket have brought by their day `day`, ÷ these people (definitions B7). "Day 0–30" is
 * thirty-one days of 24 hours; who is younger than that is not counted.
 */
export async function realisedLtv(scope: Scope, terms: Terms, day: number): Promise<Computed> {
  const measures = terms.map(({ measure }) => measure);
  const [people, sums] = await Promise.all([
    queryRows(peopleRow, {
      text: `select bucket, count(*) as people from (${COHORT}) cohort group by 1`,
      values: cohortValues(scope, day),
    }),
    queryRows(sumRow, {
      text: `select c.bucket, e.measure, e.currency, e.day, e.amount_minor as minor, e.reporting_minor as amount, count(*) as entries
        from (${COHORT}) c
        join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = c.person_id
        join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.connection_id = o.connection_id and e.owner_id = o.id
        where e.measure = any($6) and e.day <= $7::date and e.occurred_at < c.t0 + ($8::int + 1) * interval '24 hours'
        group by 1, 2, 3, 4, 5, 6`,
      values: [...cohortValues(scope, day), measures, scope.today, day],
    }),
  ]);
  const signs = new Map(terms.map(({ measure, sign }) => [measure, BigInt(sign)]));
  const rates = scope.currency === scope.reportingCurrency ? null : await scope.rates();
  const unconverted = new Map<string, UnconvertedSum>();
  const revenue = scope.buckets.map(() => 0n);
  for (const { bucket, measure, currency, day: on, minor, amount, entries } of sums) {
    const used = rates?.(currency, scope.currency, on);
    const native = currency === scope.currency || currency === '';
    const value =
      rates === null ? amount : native ? minor : used ? convertMinor(minor, currency, scope.currency, used.rate) : null;
    const sign = (signs.get(measure) ?? 1n) * entries;
    if (value !== null) revenue[bucket - 1] = (revenue[bucket - 1] ?? 0n) + value * sign;
    else {
      const missing = unconverted.get(currency) ?? { minor: 0n, count: 0n };
      unconverted.set(currency, { minor: missing.minor + minor * sign, count: missing.count + entries });
    }
  }
  const counts = scope.buckets.map((_, index) => people.find(({ bucket }) => bucket === index + 1)?.people ?? 0n);
  const points = counts.map((count, index) => average(revenue[index] ?? 0n, count));
  return { series: [{ key: '', points, total: average(add(revenue), add(counts)) }], unconverted };
}

/** An amount of money per head; null without heads. */
export const average = (amount: bigint, heads: bigint): RawPoint => ({
  ...ratio(amount, heads),
  value: heads === 0n ? null : divideHalfUp(amount, heads),
});

/** The people of a point of realised LTV, after `key`; at most `limit`. */
export function cohortRows(scope: Scope, day: number, key: Key | null, limit: number): Promise<CustomerRow[]> {
  const values = [...cohortValues(scope, day), limit, ...(key ? [key[0]] : [])];
  return queryRows(customerRow, {
    text: `select '' as "connectionId", min(o.id) as "ownerId", max(o.name) as name, max(o.email) as email, c.person_id as "personId", array[]::text[] as subscriptions
      from (${COHORT}) c join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = c.person_id
      where ${key ? 'c.person_id > $7' : 'true'} group by c.person_id order by c.person_id limit $6`,
    values,
  });
}

/** The days between which the revenue of a cohort can lie. */
export const cohortDays = ({ start, end }: { start: Day; end: Day }, day: number) => ({
  start: addDays(start, -2),
  end: addDays(end, day + 3),
});

/** Condition on an entry `e` of owner `o`: of a person of the cohort, within their first days. Pushes its values. */
export const ofCohort = (scope: Scope, day: number) => (values: unknown[]) => {
  const [, , starts, end, latest] = cohortValues(scope, day);
  values.push(starts, end, latest, day, scope.today);
  const at = (back: number) => `$${values.length - back}`;
  return `e.day <= ${at(0)}::date and exists (
    select from workspace w, (
      select min(least(p.created_at, (select min(s.occurred_at) from sale s where s.workspace_id = $1 and s.connection_id = p.connection_id and s.owner_id = p.id))) as t0
      from ledger_owner p where p.workspace_id = $1 and p.livemode = $2 and p.person_id = o.person_id) f
    where w.id = $1 and (f.t0 at time zone w.time_zone)::date >= (${at(4)}::date[])[1] and (f.t0 at time zone w.time_zone)::date < ${at(3)}::date
      and (f.t0 at time zone w.time_zone)::date <= ${at(2)}::date and e.occurred_at < f.t0 + (${at(1)}::int + 1) * interval '24 hours')`;
};
