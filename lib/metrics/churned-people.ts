import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { CHURNED, edgesOf } from './churned-customers';
import { LEVEL, levelDays } from './mrr-levels';
import { filterSql, type Scope, SumTable, seriesSql } from './scope';
import { subscriberLevels } from './subscriber-levels';

const OWNER = (owner: string, of: string) =>
  `join ledger_owner ${owner} on ${owner}.workspace_id = $1 and ${owner}.connection_id = ${of}.connection_id and ${owner}.id = ${of}.owner_id`;
const covers = (span: string, day: string) =>
  `${span}.from_day <= ${day} and (${span}.to_day is null or ${span}.to_day > ${day})`;

const churnedRow = z.object({ index: z.number(), series: z.string(), people: z.bigint() });

/**
 * People with MRR before each bucket and none at its end, however many customers they are (definitions B3-8). Whose customers
 * belong together can change at any time, so this is counted when it is asked: from those who ceased to pay in the bucket.
 */
export async function churnedPeople(scope: Scope): Promise<SumTable> {
  const table = new SumTable();
  const edges = scope.buckets.filter(({ start }) => start <= scope.today).map((bucket) => edgesOf(scope, bucket));
  const values: unknown[] = [
    scope.workspaceId,
    scope.livemode,
    edges.map(([before]) => before),
    edges.map(([, last]) => last),
  ];
  const filters = filterSql(scope.filters, values, 'e.');
  const series = seriesSql(scope, 'e.');
  const rows = await queryRows(churnedRow, {
    text: `select d.n::int as index, ${series} as series, count(distinct o.person_id) as people
      from unnest($3::date[], $4::date[]) with ordinality as d(before, last, n)
      join ledger_entry e on e.workspace_id = $1 and e.livemode = $2 and e.measure = 'subscriber' and e.quantity < 0 and e.day > d.before and e.day <= d.last${filters}
      ${OWNER('o', 'e')}
      where exists (
          select from mrr_span s where s.workspace_id = $1 and s.connection_id = e.connection_id and s.owner_id = e.owner_id and ${covers('s', 'd.before')})
        and not exists (
          select from ledger_owner p join mrr_span s on s.workspace_id = $1 and s.connection_id = p.connection_id and s.owner_id = p.id
          where p.workspace_id = $1 and p.person_id = o.person_id and s.livemode = $2 and ${covers('s', 'd.last')})
      group by 1, 2`,
    values,
  });
  for (const { index, series: key, people } of rows) table.add(key, CHURNED, index, 0n, people);
  return table;
}

const levelRow = z.object({ index: z.number(), series: z.string(), owners: z.bigint(), people: z.bigint() });

/** People with MRR at the end of each bucket: customers, less those who are one person with another. Index 0: before the range. */
export async function peopleLevels(scope: Scope): Promise<SumTable> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, levelDays(scope)];
  const filters = filterSql(scope.filters, values, 's.');
  const series = seriesSql(scope, 's.');
  const [table, shared] = await Promise.all([
    subscriberLevels(scope),
    queryRows(levelRow, {
      text: `with shared as (
          select connection_id, id as owner_id, person_id from (
            select connection_id, id, person_id, count(*) over (partition by person_id) as customers
            from ledger_owner where workspace_id = $1 and livemode = $2) owners
          where customers > 1
        )
        select (d.n - 1)::int as index, ${series} as series, count(distinct (s.connection_id, s.owner_id)) as owners, count(distinct h.person_id) as people
        from shared h
        join mrr_span s on s.workspace_id = $1 and s.livemode = $2 and s.connection_id = h.connection_id and s.owner_id = h.owner_id
        join unnest($3::date[]) with ordinality as d(day, n) on ${covers('s', 'd.day')}${filters}
        group by 1, 2`,
      values,
    }),
  ]);
  for (const { index, series: key, owners, people } of shared) table.add(key, LEVEL, index, 0n, people - owners);
  return table;
}
