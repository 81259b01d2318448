import type pg from 'pg';
import { mergeSums } from '@/lib/db/merge-sums';

/** Stands for "never before", because the rollups are keyed by it. */
const NEVER = "'0001-01-01'::date";

/** Purchase days per product, and over all products (""), each with the one before it. */
const purchaseDays = (whose: string) => `
  select livemode, product_id, person_id, day, lag(day) over (partition by livemode, product_id, person_id order by day) as previous_day
  from (
    select distinct o.livemode, p.product_id, o.person_id, e.day
    from ledger_owner o
    join ledger_entry e on e.workspace_id = o.workspace_id and e.connection_id = o.connection_id and e.owner_id = o.id and e.measure = 'sale_product'
    cross join lateral (values (e.product_id), ('')) as p(product_id)
    where o.workspace_id = $1${whose}
  ) bought`;

/** Brings people's purchase days up to date and answers what that changes in the rollup of days. */
const UPDATE_DAYS = `
  with changed as materialized (
    select livemode, product_id, person_id, day, s.stored, s.previous_day as old_previous, f.fresh, f.previous_day
    from (select livemode, product_id, person_id, day, previous_day, true as stored from buyer_day where workspace_id = $1 and person_id = any($2)) s
    full join (select *, true as fresh from (${purchaseDays(' and o.person_id = any($2)')}) d) f using (livemode, product_id, person_id, day)
    where s.stored is null or f.fresh is null or s.previous_day is distinct from f.previous_day
  ), gone as (
    delete from buyer_day b using changed c where c.fresh is null and b.workspace_id = $1 and b.livemode = c.livemode
      and b.product_id = c.product_id and b.person_id = c.person_id and b.day = c.day
  ), written as (
    insert into buyer_day (workspace_id, livemode, product_id, person_id, day, previous_day)
    select $1, livemode, product_id, person_id, day, previous_day from changed where fresh
    on conflict (workspace_id, livemode, product_id, person_id, day) do update set previous_day = excluded.previous_day
  )
  select $1 as workspace_id, livemode, product_id, day, coalesce(previous_day, ${NEVER}) as previous_day, sum(n)::int as buyers
  from (
    select livemode, product_id, day, old_previous as previous_day, -1 as n from changed where stored
    union all select livemode, product_id, day, previous_day, 1 from changed where fresh
  ) pairs group by 2, 3, 4, 5 having sum(n) <> 0`;

/** A person counts for a month on their first day in it: the one whose previous day lies in an earlier month. */
const months = (days: string) => `
  select workspace_id, livemode, product_id, date_trunc('month', day)::date as month,
    case previous_day when ${NEVER} then ${NEVER} else date_trunc('month', previous_day)::date end as previous_month, sum(buyers)::bigint as buyers
  from ${days} where date_trunc('month', previous_day) < date_trunc('month', day) group by 1, 2, 3, 4, 5 having sum(buyers) <> 0`;

const COUNT = { sums: ['buyers'], counts: 'buyers' };
const ADD_DAYS = mergeSums(
  { table: 'buyer_rollup', keys: ['workspace_id', 'livemode', 'product_id', 'day', 'previous_day'], ...COUNT },
  'select * from json_populate_recordset(null::buyer_rollup, $1)',
);
const ADD_MONTHS = mergeSums(
  { table: 'buyer_monthly', keys: ['workspace_id', 'livemode', 'product_id', 'month', 'previous_month'], ...COUNT },
  months('json_populate_recordset(null::buyer_rollup, $1)'),
);

/** Derives these people's purchase days again, and with them the distinct buyers of every range. */
export async function deriveBuyers(tx: pg.ClientBase, workspaceId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const changes = await tx.query({ name: 'update-buyer-days', text: UPDATE_DAYS, values: [workspaceId, people] });
  if (changes.rows.length === 0) return;
  const values = [JSON.stringify(changes.rows)];
  await tx.query({ name: 'add-buyer-days', text: ADD_DAYS, values });
  await tx.query({ name: 'add-buyer-months', text: ADD_MONTHS, values });
}

/** The same for everybody at once, into empty tables. */
export async function makeBuyers(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(
    `insert into buyer_day (workspace_id, livemode, product_id, person_id, day, previous_day)
     select $1, livemode, product_id, person_id, day, previous_day from (${purchaseDays('')}) d`,
    [workspaceId],
  );
  await tx.query(
    `insert into buyer_rollup (workspace_id, livemode, product_id, day, previous_day, buyers)
     select $1, livemode, product_id, day, coalesce(previous_day, ${NEVER}), count(*) from buyer_day
     where workspace_id = $1 group by 2, 3, 4, 5`,
    [workspaceId],
  );
  await makeBuyerMonths(tx, workspaceId);
}

/** The same where there are some already. */
export async function makeBuyersAnew(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  for (const table of ['buyer_day', 'buyer_rollup', 'buyer_monthly'])
    await tx.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
  await makeBuyers(tx, workspaceId);
}

/** The months of the rollup of days. */
export async function makeBuyerMonths(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(
    `insert into buyer_monthly (workspace_id, livemode, product_id, month, previous_month, buyers)
     ${months('(select * from buyer_rollup where workspace_id = $1) d')}`,
    [workspaceId],
  );
}
