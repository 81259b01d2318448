import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { BLOCK_DAYS, FEE } from '@/lib/ledger/net-revenue';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { convertMinor } from '@/lib/money/rates';
import { type CustomerRow, customerRow } from './customer-rows';
import { rollupDimension } from './daily-sums';
import type { Key } from './entry-rows';
import type { Terms } from './metric';
import { piecesBetween } from './pieces';
import { add, type Computed, type RawPoint, ratio } from './raw-points';
import { type Scope, startsOf, type UnconvertedSum } from './scope';

/** The days on which the people joined who are counted: half-open, of all buckets, and old enough. */
function joinedDays({ buckets, today }: Scope, day: number): { from: Day; to: Day } {
  const from = buckets[0]?.start ?? today;
  const [end, young] = [buckets.at(-1)?.end ?? today, addDays(today, 1 - day)];
  return { from, to: end < young ? end : young };
}

/** These days in as few cohorts as the rollups allow. */
function pieces(scope: Scope, day: number) {
  const { to } = joinedDays(scope, day);
  const edges = [...startsOf(scope).filter((start) => start < to), to];
  return piecesBetween(edges, { running: false, grains: ['month', 'day'] });
}

const sizeRow = z.object({ bucket: z.number(), people: z.bigint() });

async function countPeople(scope: Scope, day: number): Promise<bigint[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope)];
  const parts = pieces(scope, day).map(({ grain, from, to }) => {
    values.push(from, to);
    return `(period = '${grain}' and joined >= $${values.length - 1}::date and joined < $${values.length}::date)`;
  });
  const rows = await queryRows(sizeRow, {
    text: `select width_bucket(joined, $3::date[]) as bucket, sum(people)::bigint as people from cohort_size
      where workspace_id = $1 and livemode = $2 and (${parts.join(' or ') || 'false'}) group by 1`,
    values,
  });
  const found = new Map(rows.map(({ bucket, people }) => [bucket, people]));
  return scope.buckets.map((_, index) => found.get(index + 1) ?? 0n);
}

const revenueRow = z.object({
  bucket: z.number(),
  /** "" what is in the workspace's currency. */
  currency: z.string(),
  net: z.bigint(),
  fees: z.bigint(),
  entries: z.bigint(),
  feeEntries: z.bigint(),
});

interface Revenue {
  byBucket: bigint[];
  unconverted: Map<string, UnconvertedSum>;
}

const nothing = ({ buckets }: Scope): Revenue => ({ byBucket: buckets.map(() => 0n), unconverted: new Map() });

function addTo({ byBucket, unconverted }: Revenue, bucket: number, currency: string | null, sum: UnconvertedSum): void {
  if (currency === null) {
    byBucket[bucket - 1] = (byBucket[bucket - 1] ?? 0n) + sum.minor;
    return;
  }
  const missing = unconverted.get(currency) ?? { minor: 0n, count: 0n };
  const total = { minor: missing.minor + sum.minor, count: missing.count + sum.count };
  if (total.count === 0n) unconverted.delete(currency);
  else unconverted.set(currency, total);
}

/** In the workspace's currency, from the rollup; entries dated after today are taken off again. */
async function fromRollup(scope: Scope, terms: Terms, day: number): Promise<Revenue> {
  const whole = Math.floor((day + 1) / BLOCK_DAYS);
  const blocks = Array.from({ length: whole }, (_, index) => index * BLOCK_DAYS);
  const rest = Array.from({ length: (day + 1) % BLOCK_DAYS }, (_, index) => whole * BLOCK_DAYS + index);
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), blocks, rest];
  const parts = pieces(scope, day).flatMap(({ grain, from, to }) => {
    values.push(from, to);
    const of = (
      length: number,
      since: string,
    ) => `select joined, currency, net_minor, fee_minor, entries, fee_entries from cohort_rollup
      where workspace_id = $1 and livemode = $2 and period = '${grain}' and length = ${length} and since = any(${since}::int[])
        and joined >= $${values.length - 1}::date and joined < $${values.length}::date`;
    return [of(BLOCK_DAYS, '$4'), of(1, '$5')];
  });
  const revenue = nothing(scope);
  if (parts.length === 0) return revenue;
  const [rows, early] = await Promise.all([
    queryRows(revenueRow, {
      text: `select width_bucket(joined, $3::date[]) as bucket, currency, sum(net_minor)::bigint as net, sum(fee_minor)::bigint as fees,
          sum(entries)::bigint as entries, sum(fee_entries)::bigint as "feeEntries"
        from (${parts.join(' union all ')}) cohorts group by 1, 2`,
      values,
    }),
    entrySums(scope, terms, day, 'e.day > $7::date'),
  ]);
  const withFees = terms.some(({ measure }) => measure === FEE);
  for (const { bucket, currency, net, fees, entries, feeEntries } of rows) {
    const sum = withFees ? { minor: net - fees, count: entries } : { minor: net, count: entries - feeEntries };
    addTo(revenue, bucket, currency === '' ? null : currency, sum);
  }
  for (const { bucket, currency, minor, amount, entries, sign } of early)
    addTo(revenue, bucket, amount === null ? currency : null, {
      minor: -(amount ?? minor) * sign * entries,
      count: -entries,
    });
  return revenue;
}

/** Entry by entry: in another currency each at the rate of its day. */
async function fromEntries(scope: Scope, terms: Terms, day: number): Promise<Revenue> {
  const isReporting = scope.currency === scope.reportingCurrency;
  const [sums, rates] = await Promise.all([
    entrySums(scope, terms, day, 'e.day <= $7::date'),
    isReporting ? null : scope.rates(),
  ]);
  const revenue = nothing(scope);
  for (const { bucket, currency, day: on, minor, amount, entries, sign } of sums) {
    const native = currency === scope.currency || currency === '';
    const used = rates?.(currency, scope.currency, on);
    const converted =
      rates === null ? amount : native ? minor : used ? convertMinor(minor, currency, scope.currency, used.rate) : null;
    const sum = { minor: (converted ?? minor) * sign * entries, count: entries };
    addTo(revenue, bucket, converted === null ? currency : null, sum);
  }
  return revenue;
}

const entrySum = z.object({
  bucket: z.number(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  minor: z.bigint(),
  amount: z.bigint().nullable(),
  entries: z.bigint(),
});

/** Entries of the cohorts in their first days, the equal ones of a day as one. `when`: which; $7 is today. */
async function entrySums(scope: Scope, terms: Terms, day: number, when: string) {
  const { from, to } = joinedDays(scope, day);
  const measures = terms.map(({ measure }) => measure);
  const rows = await queryRows(entrySum, {
    text: `select width_bucket(j.day, $3::date[]) as bucket, e.measure, e.currency, e.day, e.amount_minor as minor, e.reporting_minor as amount,
        count(*) as entries
      from person_joined j
      join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id
      join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.connection_id = o.connection_id and e.owner_id = o.id
      where j.workspace_id = $1 and j.livemode = $2 and j.day >= $4::date and j.day < $5::date and e.measure = any($6) and ${when}
        and e.occurred_at < j.joined_at + ($8::int + 1) * interval '24 hours'
      group by 1, 2, 3, 4, 5, 6`,
    values: [scope.workspaceId, scope.livemode, startsOf(scope), from, to, measures, scope.today, day],
  });
  const signs = new Map(terms.map(({ measure, sign }) => [measure, BigInt(sign)]));
  return rows.map((row) => ({ ...row, sign: signs.get(row.measure) ?? 1n }));
}

/**
 * What the people who joined in a bucket have brought by their day `day`, ÷ these people (definitions B7). "Day 0–30" is
 * thirty-one days of 24 hours; who is younger than that is not counted.
 */
export async function realisedLtv(scope: Scope, terms: Terms, day: number): Promise<Computed> {
  const [counts, { byBucket, unconverted }] = await Promise.all([
    countPeople(scope, day),
    (rollupDimension(scope) === null ? fromEntries : fromRollup)(scope, terms, day),
  ]);
  const points = counts.map((count, index) => average(byBucket[index] ?? 0n, count));
  return { series: [{ key: '', points, total: average(add(byBucket), add(counts)) }], unconverted };
}

/** An amount of money per head; null without heads. */
export const average = (amount: bigint, heads: bigint): RawPoint => ({
  ...ratio(amount, heads),
  value: heads === 0n ? null : divideHalfUp(amount, heads),
});

/** The people of a point of realised LTV, after `key`; at most `limit`. */
export function cohortRows(scope: Scope, day: number, key: Key | null, limit: number): Promise<CustomerRow[]> {
  const { from, to } = joinedDays(scope, day);
  const values = [scope.workspaceId, scope.livemode, from, to, limit, ...(key ? [key[0]] : [])];
  return queryRows(customerRow, {
    text: `select '' as "connectionId", min(o.id) as "ownerId", max(o.name) as name, max(o.email) as email, j.person_id as "personId", array[]::text[] as subscriptions
      from (
        select person_id from person_joined where workspace_id = $1 and livemode = $2 and day >= $3::date and day < $4::date
          ${key ? 'and person_id > $6' : ''} order by person_id limit $5
      ) j
      join ledger_owner o on o.workspace_id = $1 and o.livemode = $2 and o.person_id = j.person_id
      group by j.person_id order by j.person_id`,
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
  const { from, to } = joinedDays(scope, day);
  values.push(from, to, day, scope.today);
  const at = (back: number) => `$${values.length - back}`;
  return `e.day <= ${at(0)}::date and exists (
    select from person_joined j where j.workspace_id = $1 and j.livemode = $2 and j.person_id = o.person_id
      and j.day >= ${at(3)}::date and j.day < ${at(2)}::date and e.occurred_at < j.joined_at + (${at(1)}::int + 1) * interval '24 hours')`;
};
