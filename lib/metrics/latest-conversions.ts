import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { filterSql, type Scope } from './scope';
import { TOLD_PERSON, type Told, toldSql } from './told';

export const conversion = z.object({
  /** Unique among all, and the second half of the key. */
  key: z.string(),
  /** Fixed width, so that it sorts as text. */
  at: z.string(),
  quantity: z.bigint(),
  part: z.string(),
  words: z.string(),
  externalId: z.string(),
  name: z.string(),
  personId: z.string().nullable(),
  currency: z.string(),
  minor: z.bigint().nullable(),
  campaign: z.string(),
  source: z.string(),
  medium: z.string(),
  slug: z.string().nullable(),
});
export type Conversion = z.output<typeof conversion>;

export type ConversionKind = Told | 'stripe';

/** What Stripe tells of: every sale with the entry that carries where it came from. */
const SALES = `select s.id, s.occurred_at, 1 as quantity, 'stripe' as part, e.detail->>'description' as words, s.owner_id as external_id,
    coalesce(o.name, o.email, '') as name, s.connection_id, s.owner_id, s.currency, s.net_minor as minor,
    coalesce(e.origin->>'campaign', '') as campaign, coalesce(e.origin->>'source', '') as source,
    coalesce(e.origin->>'medium', '') as medium, coalesce(e.origin->>'link', '') as link
  from sale s
  join ledger_entry e on e.workspace_id = $1 and e.connection_id = s.connection_id and e.owner_id = s.owner_id
    and e.entry_id = 'sale:' || s.id and e.quantity > 0
  left join ledger_owner o on o.workspace_id = $1 and o.connection_id = s.connection_id and o.id = s.owner_id
  where s.workspace_id = $1 and s.livemode = $2 and s.occurred_at >= $3 and s.occurred_at < $4`;

/** The latest of one kind, the newest first, before the key; at most `limit`. */
export function latestConversions(
  scope: Pick<Scope, 'workspaceId' | 'livemode' | 'filters'>,
  kind: ConversionKind,
  before: readonly [at: string, key: string] | null,
  limit: number,
): Promise<Conversion[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, '-infinity', 'infinity', kind, limit];
  const from = kind === 'stripe' ? `(${SALES}${filterSql(scope.filters, values, 'e.')})` : toldSql(kind, scope, values);
  let older = '';
  if (before) {
    values.push(...before);
    const [at, key] = [`$${values.length - 1}::timestamptz`, `$${values.length}`];
    older = ` where occurred_at <= ${at} and (occurred_at < ${at} or $5 || ':' || id < ${key} collate "C")`;
  }
  return queryRows(conversion, {
    text: `select $5 || ':' || p.id as key, to_char(p.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
        p.quantity::bigint as quantity, p.part, p.words, p.external_id as "externalId", p.name, ${TOLD_PERSON} as "personId",
        p.currency, p.minor, p.campaign, p.source, p.medium, l.slug
      from (
        select * from ${from} told${older} order by occurred_at desc, id collate "C" desc limit $6
      ) p left join link l on l.workspace_id = $1 and l.id = p.link
      order by p.occurred_at desc, p.id collate "C" desc`,
    values,
  });
}
