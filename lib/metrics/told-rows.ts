import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Key } from './entry-rows';
import type { Scope } from './scope';
import { instantsOf, TOLD_PERSON, type Told, toldSql } from './told';

export const toldRow = z.object({
  id: z.string(),
  /** With all its digits: half of the key. */
  at: z.string(),
  day: z.string(),
  quantity: z.bigint(),
  part: z.string(),
  /** The country of a click, else the name of the event. */
  words: z.string(),
  externalId: z.string(),
  name: z.string(),
  personId: z.string().nullable(),
  campaign: z.string(),
  source: z.string(),
  medium: z.string(),
  slug: z.string().nullable(),
});
export type ToldRow = z.output<typeof toldRow>;

/** What was told from `start` until before `end`, in the order of time, after `key`; at most `limit`. `only`: of one part. */
export async function toldRows(
  scope: Scope,
  told: Told,
  { start, end, only }: { start: string; end: string; only: string | null },
  key: Key | null,
  limit: number,
): Promise<ToldRow[]> {
  const values: unknown[] = [
    scope.workspaceId,
    scope.livemode,
    ...(await instantsOf(scope, [start, end])),
    limit,
    only,
  ];
  const from = toldSql(told, scope, values);
  let after = '';
  if (key) {
    values.push(...key.slice(0, 2));
    after = ` and (occurred_at, id) > ($${values.length - 1}::timestamptz, $${values.length})`;
  }
  return queryRows(toldRow, {
    text: `select p.id, p.occurred_at::text as at, (p.occurred_at at time zone (select time_zone from workspace where id = $1))::date as day, p.quantity::bigint as quantity, p.part, p.words, p.external_id as "externalId", p.name,
        p.campaign, p.source, p.medium, l.slug,
        ${TOLD_PERSON} as "personId"
      from (
        select * from ${from} told where ($6::text is null or part = $6)${after}
        order by occurred_at, id limit $5
      ) p left join link l on l.workspace_id = $1 and l.id = p.link
      order by p.occurred_at, p.id`,
    values,
  });
}

export const keyOfTold = ({ at, id }: ToldRow): Key => [at, id];
