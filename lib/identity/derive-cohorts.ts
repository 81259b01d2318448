import type pg from 'pg';
import { mergeSums } from '@/lib/db/merge-sums';
import { BLOCK_DAYS, FEE, NET_REVENUE } from '@/lib/ledger/net-revenue';

const MEASURES = [...NET_REVENUE.map(({ measure }) => measure), FEE];
const isRevenue = new Set<string>(MEASURES);

/** An owner whose ledger was written, with the person it stood for before. */
export interface OwnerChange {
  ownerId: string;
  personBefore: string | null;
}

/** An entry that came (sign 1) or went. */
export interface EntryChange {
  owner_id: string;
  livemode: boolean;
  measure: string;
  occurred_at: string;
  currency: string;
  amount_minor: string;
  reporting_minor: string | null;
  sign: 1 | -1;
}

export interface CohortChanges {
  workspaceId: string;
  connectionId: string;
  owners: readonly OwnerChange[];
  /** Who may have joined at another moment than was stored. */
  people: readonly string[];
  entries: readonly EntryChange[];
}

/** When people were first seen: a customer of theirs was created, or a sale was made to them. */
const firstSeen = (whose: string) => `
  select o.livemode, o.person_id, min(least(o.created_at, s.first_sale)) as joined_at
  from ledger_owner o
  left join lateral (
    select min(occurred_at) as first_sale from sale where workspace_id = $1 and connection_id = o.connection_id and owner_id = o.id
  ) s on true
  where o.workspace_id = $1${whose} group by 1, 2 having min(least(o.created_at, s.first_sale)) is not null`;

const ZONE = '(select time_zone from workspace where id = $1)';
const dayOf = (instant: string) => `(${instant} at time zone ${ZONE})::date`;
const PERIODS = "(values ('day'), ('month')) as p(period)";

/** Brings the moments at which people joined up to date and answers those that changed. */
const UPDATE_JOINED = `
  with changed as materialized (
    select person_id, livemode, s.joined_at as before, f.joined_at as after
    from (select person_id, livemode, joined_at from person_joined where workspace_id = $1 and person_id = any($2)) s
    full join (${firstSeen(' and o.person_id = any($2)')}) f using (person_id, livemode)
    where s.joined_at is distinct from f.joined_at
  ), gone as (
    delete from person_joined p using changed c
    where c.after is null and p.workspace_id = $1 and p.person_id = c.person_id and p.livemode = c.livemode
  ), written as (
    insert into person_joined (workspace_id, livemode, person_id, joined_at, day)
    select $1, livemode, person_id, after, ${dayOf('after')} from changed where after is not null
    on conflict (workspace_id, person_id, livemode) do update set joined_at = excluded.joined_at, day = excluded.day
  )
  select person_id, livemode, before::text, after::text from changed`;

const MOVED = 'json_to_recordset($2) as m(person_id text, livemode boolean, before timestamptz, after timestamptz)';

const ADD_SIZES = mergeSums(
  { table: 'cohort_size', keys: ['workspace_id', 'livemode', 'period', 'joined'], sums: ['people'], counts: 'people' },
  `select w.id as workspace_id, livemode, period, date_trunc(period, (at at time zone w.time_zone)::date)::date as joined, sum(n) as people
   from workspace w cross join ${MOVED} cross join lateral (values (before, -1), (after, 1)) as v(at, n) cross join ${PERIODS}
   where w.id = $1 and at is not null group by 1, 2, 3, 4 having sum(n) <> 0`,
);

const net = NET_REVENUE.map(({ measure, sign }) => `when '${measure}' then ${sign}`).join(' ');
/** Sums of `source` (livemode, joined_at, occurred_at, measure, currency, amount_minor, reporting_minor, n) by `keys`. */
const sums = (keys: string, source: string) => `
  select $1 as workspace_id, ${keys}, currency,
    coalesce(sum(minor * n * (case measure ${net} end)), 0) as net_minor, coalesce(sum(minor * n) filter (where measure = '${FEE}'), 0) as fee_minor,
    sum(n) as entries, coalesce(sum(n) filter (where measure = '${FEE}'), 0) as fee_entries
  from (
    select livemode, ${dayOf('joined_at')} as joined, greatest(floor(extract(epoch from occurred_at - joined_at) / 86400), 0)::int as since,
      case when reporting_minor is null then currency else '' end as currency, coalesce(reporting_minor, amount_minor) as minor, measure, n
    from (${source}) moved
  ) placed`;

const COLUMNS = 'net_minor, fee_minor, entries, fee_entries';
const GRAINS = `${PERIODS} cross join (values (1), (${BLOCK_DAYS})) as l(length)`;

/**
 * $2 the people who joined at another moment, $3 the connection, $4 its owners with their people of before, $5 their entries
 * that changed. These are counted where the owner's person had joined before; then all entries of whoever joined at another
 * moment, or stands for somebody else, are moved to where they belong.
 */
const CHANGES = `
  with moved as materialized (select * from ${MOVED}), owner as materialized (
    select b.id, b.person, o.person_id, o.livemode from json_to_recordset($4) as b(id text, person text)
    left join ledger_owner o on o.workspace_id = $1 and o.connection_id = $3 and o.id = b.id
  ), owner_joined as (
    select $3 as connection_id, o.id, o.livemode, case when m.person_id is null then was.joined_at else m.before end as before, now.joined_at as after
    from owner o
    left join moved m on m.person_id = o.person and m.livemode = o.livemode
    left join person_joined was on was.workspace_id = $1 and was.person_id = o.person and was.livemode = o.livemode
    left join person_joined now on now.workspace_id = $1 and now.person_id = o.person_id and now.livemode = o.livemode
    where o.person_id is not null
    union all
    select o.connection_id, o.id, o.livemode, m.before, m.after
    from moved m join ledger_owner o on o.workspace_id = $1 and o.person_id = m.person_id and o.livemode = m.livemode
    where not (o.connection_id = $3 and o.id in (select id from owner))
  )
  select e.livemode, case when m.person_id is null then was.joined_at else m.before end as joined_at, e.occurred_at, e.measure, e.currency,
    e.amount_minor, e.reporting_minor, e.sign as n
  from json_to_recordset($5) as e(owner_id text, livemode boolean, measure text, occurred_at timestamptz, currency text, amount_minor bigint, reporting_minor bigint, sign int)
  join owner o on o.id = e.owner_id
  left join moved m on m.person_id = o.person and m.livemode = e.livemode
  left join person_joined was on was.workspace_id = $1 and was.person_id = o.person and was.livemode = e.livemode
  union all
  select e.livemode, v.joined_at, e.occurred_at, e.measure, e.currency, e.amount_minor, e.reporting_minor, v.n
  from owner_joined o cross join lateral (values (o.before, -1), (o.after, 1)) as v(joined_at, n)
  join ledger_entry e on e.workspace_id = $1 and e.connection_id = o.connection_id and e.owner_id = o.id
  where o.before is distinct from o.after and v.joined_at is not null and e.measure in ('${MEASURES.join("', '")}')`;

const ADD_COHORTS = mergeSums(
  {
    table: 'cohort_rollup',
    keys: ['workspace_id', 'livemode', 'period', 'length', 'since', 'joined', 'currency'],
    sums: COLUMNS.split(', '),
    counts: 'entries',
  },
  `select * from (
     select workspace_id, livemode, period, length, since - since % length as since, date_trunc(period, joined)::date as joined, currency,
       sum(net_minor) as net_minor, sum(fee_minor) as fee_minor, sum(entries) as entries, sum(fee_entries) as fee_entries
     from (${sums('livemode, since, joined', `select * from (${CHANGES}) c where joined_at is not null`)} group by livemode, since, joined, currency) days
     cross join ${GRAINS} group by workspace_id, livemode, period, length, 5, 6, currency
   ) d where (${COLUMNS}) <> (0, 0, 0, 0)`,
);

/** Whether an entry is one that cohorts sum up. */
export const isOfCohorts = ({ measure }: { measure: string }): boolean => isRevenue.has(measure);

/** Brings what people brought by their days since joining up to date with a change of their ledger. */
export async function deriveCohorts(tx: pg.ClientBase, changes: CohortChanges): Promise<void> {
  const { workspaceId, connectionId, owners, people, entries } = changes;
  if (people.length === 0 && entries.length === 0) return;
  const moved =
    people.length === 0
      ? []
      : (await tx.query({ name: 'update-joined', text: UPDATE_JOINED, values: [workspaceId, people] })).rows;
  const values = [workspaceId, JSON.stringify(moved)];
  if (moved.length > 0) await tx.query({ name: 'add-cohort-sizes', text: ADD_SIZES, values });
  await tx.query({
    name: 'add-cohorts',
    text: ADD_COHORTS,
    values: [
      ...values,
      connectionId,
      JSON.stringify(owners.map(({ ownerId, personBefore }) => ({ id: ownerId, person: personBefore }))),
      JSON.stringify(entries),
    ],
  });
}

/** The same for everybody at once, into empty tables. */
export async function makeCohorts(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await makeJoined(tx, workspaceId);
  await tx.query(
    `insert into cohort_rollup (workspace_id, livemode, period, length, since, joined, currency, ${COLUMNS})
     ${sums(
       "livemode, 'day', 1, since, joined",
       `select e.livemode, j.joined_at, e.occurred_at, e.measure, e.currency, e.amount_minor, e.reporting_minor, 1 as n
        from ledger_entry e
        join ledger_owner o on o.workspace_id = $1 and o.connection_id = e.connection_id and o.id = e.owner_id
        join person_joined j on j.workspace_id = $1 and j.person_id = o.person_id and j.livemode = e.livemode
        where e.workspace_id = $1 and e.measure in ('${MEASURES.join("', '")}')`,
     )} group by livemode, since, joined, currency`,
    [workspaceId],
  );
  await makeCohortPeriods(tx, workspaceId);
}

/** The same where there are some already. */
export async function makeCohortsAnew(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  for (const table of ['person_joined', 'cohort_size', 'cohort_rollup'])
    await tx.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
  await makeCohorts(tx, workspaceId);
}

/** When everybody joined, and how many did by day and month. */
export async function makeJoined(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(
    `insert into person_joined (workspace_id, livemode, person_id, joined_at, day)
     select $1, livemode, person_id, joined_at, ${dayOf('joined_at')} from (${firstSeen('')}) f`,
    [workspaceId],
  );
  await tx.query(
    `insert into cohort_size (workspace_id, livemode, period, joined, people)
     select $1, livemode, period, date_trunc(period, day), count(*) from person_joined cross join ${PERIODS}
     where workspace_id = $1 group by 2, 3, 4`,
    [workspaceId],
  );
}

/** The cohorts of days and single days, by months and by blocks of days. */
export async function makeCohortPeriods(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(
    `insert into cohort_rollup (workspace_id, livemode, period, length, since, joined, currency, ${COLUMNS})
     select $1, livemode, p.period, l.length, since - since % l.length, date_trunc(p.period, joined), currency,
       sum(net_minor), sum(fee_minor), sum(entries), sum(fee_entries)
     from cohort_rollup c cross join ${GRAINS}
     where workspace_id = $1 and c.period = 'day' and c.length = 1 and (p.period, l.length) <> ('day', 1)
     group by 2, 3, 4, 5, 6, 7`,
    [workspaceId],
  );
}
