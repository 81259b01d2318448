import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { FilterDimension } from './dimensions';
import type { Key } from './entry-rows';
import { add, type Computed, plain, type RawSeries, seriesOf } from './raw-points';
import { endOf, filterOn, type Scope, SumTable, startsOf } from './scope';
import { valueOnDay } from './spend-sums';
import { instantsOf } from './told';

const COLUMNS = { partner: 'c.partner_id', link: 'c.link_id' } as const;

/** Throws for what no commission has, which no report asks of it. */
function columnOf(dimension: FilterDimension): string {
  if (dimension === 'partner' || dimension === 'link') return COLUMNS[dimension];
  throw new Error(`Commissions cannot be told apart by ${dimension}.`);
}

const DAY = '(c.occurred_at at time zone (select time_zone from workspace where id = $1))::date';

/** The amounts that were booked for sales and leads from the instant $3 until before $4; pushes the values of the filters. */
function linesSql({ filters }: Scope, values: unknown[]): string {
  const kept = filters.map((filter) => filterOn(columnOf(filter.dimension), filter, values)).join('');
  return `commission c join commission_line l on l.workspace_id = c.workspace_id and l.commission_id = c.id
    where c.workspace_id = $1 and c.livemode = $2 and c.occurred_at >= $3 and c.occurred_at < $4 and l.amount_minor <> 0${kept}`;
}

const sumRow = z.object({
  series: z.string(),
  bucket: z.number(),
  day: z.string(),
  currency: z.string(),
  minor: z.bigint(),
  entries: z.bigint(),
});

const AMOUNT = 'commissions';

/** What partners earn of the sales and leads of each bucket, each amount at the rate of the day of its sale or lead. */
export async function commissions(scope: Scope): Promise<Computed> {
  const [end, ...starts] = await instantsOf(scope, [endOf(scope), ...startsOf(scope)]);
  const values: unknown[] = [scope.workspaceId, scope.livemode, starts[0], end, starts];
  const series = scope.breakdown === null ? "''" : columnOf(scope.breakdown);
  const rows = await queryRows(sumRow, {
    text: `select ${series} as series, width_bucket(c.occurred_at, $5::timestamptz[]) as bucket, ${DAY} as day, l.currency,
        l.amount_minor as minor, count(*) as entries
      from ${linesSql(scope, values)} group by 1, 2, 3, 4, 5`,
    values,
  });
  const table = new SumTable();
  for (const { series: key, bucket, day, currency, minor, entries } of rows) {
    const value = await valueOnDay(scope, { minor, currency, day });
    if (value === null) table.addUnconverted(AMOUNT, currency, minor * entries, entries);
    else table.add(key, AMOUNT, bucket, value.minor * entries, entries);
  }
  const all = scope.buckets.map((_, index) => index + 1);
  return {
    series: seriesOf(scope, table.series()).map((key): RawSeries => {
      const at = (buckets: readonly number[]) => plain(add(buckets.map((one) => table.get(key, AMOUNT, one).amount)));
      return { key, points: all.map((bucket) => at([bucket])), total: at(all) };
    }),
    unconverted: table.unconverted([{ measure: AMOUNT, sign: 1 }]),
  };
}

const lineRow = z.object({
  commissionId: z.string(),
  seq: z.int(),
  /** With all its digits: a part of the key. */
  at: z.string(),
  day: z.string(),
  currency: z.string(),
  minor: z.bigint(),
  reason: z.string(),
  event: z.string(),
  sourceId: z.string(),
  partner: z.string(),
  rule: z.string(),
  customer: z.string(),
  person: z.string(),
});

/** An amount that was booked, and what it is worth in the answer's currency; null while there is no rate for its day. */
export type CommissionLeaf = z.output<typeof lineRow> & { value: Awaited<ReturnType<typeof valueOnDay>> };

/** The amounts behind a point, in the order of their sales and leads, after `key`; at most `limit`. */
export async function commissionLeaves(
  scope: Scope,
  { start, end }: { start: string; end: string },
  key: Key | null,
  limit: number,
): Promise<CommissionLeaf[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, ...(await instantsOf(scope, [start, end])), limit];
  const lines = linesSql(scope, values);
  let after = '';
  if (key) {
    values.push(...key.slice(0, 3));
    const last = values.length;
    after = ` and (x.occurred_at, x.commission_id, x.seq) > ($${last - 2}::timestamptz, $${last - 1}, $${last}::int)`;
  }
  const rows = await queryRows(lineRow, {
    text: `select x.commission_id as "commissionId", x.seq, x.occurred_at::text as at, x.day, x.currency, x.amount_minor as minor,
        x.reason, x.event, x.source_id as "sourceId", coalesce(p.name, '') as partner, coalesce(r.name, '') as rule,
        x.owner_id as customer, x.person_id as person
      from (
        select l.commission_id, l.seq, c.occurred_at, ${DAY} as day, l.currency, l.amount_minor, l.reason, c.event, c.source_id,
          c.partner_id, c.rule_id, c.owner_id, c.person_id from ${lines}
      ) x
      left join partner p on p.workspace_id = $1 and p.id = x.partner_id
      left join reward_rule r on r.workspace_id = $1 and r.id = x.rule_id
      where true${after} order by x.occurred_at, x.commission_id, x.seq limit $5`,
    values,
  });
  return Promise.all(rows.map(async (leaf) => ({ ...leaf, value: await valueOnDay(scope, leaf) })));
}

export const keyOfCommission = ({ at, commissionId, seq }: CommissionLeaf): Key => [at, commissionId, String(seq)];
