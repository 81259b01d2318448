import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { convertMinor, decimalText } from '@/lib/money/rates';
import { isOrigin } from './dimensions';
import type { Key } from './entry-rows';
import type { Computed } from './raw-points';
import { endOf, filterOn, type Scope, startsOf } from './scope';

/** Spend tells its campaign; which link or partner it was for is known where only one has that campaign. */
const UNDIVIDED = { link: 'Spend of no single link', partner: 'Spend of no single partner' } as const;

/** The values of a dimension, as SQL over a row `s` of spend in workspace `$1`. */
function columnOf(dimension: string): string {
  if (dimension !== 'link' && dimension !== 'partner') return isOrigin(dimension) ? `s.${dimension}` : "''";
  const value = dimension === 'link' ? 'l.id' : 'l.partner_id';
  return `coalesce((select min(${value}) from link l where l.workspace_id = $1 and (l.source, l.medium, l.campaign) = (s.source, s.medium, s.campaign)
    and s.campaign <> '' having count(distinct coalesce(${value}, '')) = 1), '${UNDIVIDED[dimension]}')`;
}

/** Of a row `s` of spend: in the range, and as far as the filters tell. `$3` holds the first days of the buckets, `$4` the end. */
function conditions({ filters }: Scope, values: unknown[]): string {
  const filtered = filters.map((filter) => filterOn(columnOf(filter.dimension), filter, values)).join('');
  return `$2::boolean and s.day >= ($3::date[])[1] and s.day < $4::date${filtered}`;
}

const row = z.object({
  series: z.string(),
  bucket: z.number(),
  day: z.string(),
  currency: z.string(),
  minor: z.bigint(),
  entries: z.bigint(),
});

export interface SpendSums {
  /** series → bucket from 1 on → minor units of the answer's currency. */
  sums: Map<string, Map<number, bigint>>;
  unconverted: Computed['unconverted'];
}

/** What was spent in each bucket, each row converted at the rate of its own day. Nothing is spent in test mode. */
export async function spendSums(scope: Scope): Promise<SpendSums> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope)];
  const series = scope.breakdown === null ? "''" : columnOf(scope.breakdown);
  const rows = await queryRows(row, {
    text: `select ${series} as series, width_bucket(s.day, $3::date[]) as bucket, s.day::text as day, s.currency, s.amount_minor as minor, count(*) as entries
      from spend s where s.workspace_id = $1 and ${conditions(scope, values)} group by 1, 2, s.day, 4, 5`,
    values,
  });
  const sums: SpendSums['sums'] = new Map();
  const unconverted: SpendSums['unconverted'] = new Map();
  for (const { series: key, bucket, day, currency, minor, entries } of rows) {
    const value = await valueOnDay(scope, { minor, currency, day });
    if (value === null) {
      const known = unconverted.get(currency) ?? { minor: 0n, count: 0n };
      unconverted.set(currency, { minor: known.minor + minor * entries, count: known.count + entries });
      continue;
    }
    const byBucket = sums.get(key) ?? new Map<number, bigint>();
    sums.set(key, byBucket);
    byBucket.set(bucket, (byBucket.get(bucket) ?? 0n) + value.minor * entries);
  }
  return { sums, unconverted };
}

interface Spent {
  minor: bigint;
  currency: string;
  day: string;
}

/** An amount in the answer's currency at the rate of a day; null without one. */
export async function valueOnDay(scope: Scope, { minor, currency, day }: Spent) {
  if (currency === scope.currency) return { minor, fxRate: null, fxDay: null };
  const used = (await scope.rates())(currency, scope.currency, day);
  if (!used) return null;
  const value = convertMinor(minor, currency, scope.currency, used.rate);
  return { minor: value, fxRate: decimalText(used.rate), fxDay: used.day };
}

const spendRow = z.object({
  id: z.string(),
  day: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  reference: z.string(),
  currency: z.string(),
  minor: z.bigint(),
});

/** A row of spend and what it is worth in the answer's currency; null while there is no rate for its day. */
export type SpendLeaf = z.output<typeof spendRow> & {
  value: { minor: bigint; fxRate: string | null; fxDay: string | null } | null;
};

/** The spend behind a point, after `key`; at most `limit`. */
export async function spendRows(scope: Scope, key: Key | null, limit: number): Promise<SpendLeaf[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope), limit];
  values.push(...(key ? key.slice(0, 2) : []));
  const after = key ? ' and (s.day, s.id) > ($6::date, $7)' : '';
  const rows = await queryRows(spendRow, {
    text: `select s.id, s.day::text as day, s.source, s.medium, s.campaign, s.reference, s.currency, s.amount_minor as minor
      from spend s where s.workspace_id = $1 and ${conditions(scope, values)}${after} order by s.day, s.id limit $5`,
    values,
  });
  return Promise.all(rows.map(async (leaf) => ({ ...leaf, value: await valueOnDay(scope, leaf) })));
}

export const keyOfSpend = ({ day, id }: SpendLeaf): Key => [day, id];
