import type pg from 'pg';

const BEFORE = `
  with gone as (delete from buyer_day where workspace_id = $1 and person_id = any($2) returning livemode, product_id, day, previous_day)
  insert into buyer_rollup as r (workspace_id, livemode, product_id, day, previous_day, buyers)
  select $1, livemode, product_id, day, coalesce(previous_day, '0001-01-01'), -count(*) from gone group by 2, 3, 4, 5
  on conflict (workspace_id, livemode, product_id, day, previous_day) do update set buyers = r.buyers + excluded.buyers`;

/** A person's purchase days per product, and over all products (""), each with the one before it. */
const AFTER = `
  with bought as (
    select distinct o.livemode, p.product_id, o.person_id, e.day
    from ledger_owner o
    join ledger_entry e on e.workspace_id = o.workspace_id and e.connection_id = o.connection_id and e.owner_id = o.id and e.measure = 'sale_product'
    cross join lateral (values (e.product_id), ('')) as p(product_id)
    where o.workspace_id = $1 and o.person_id = any($2)
  ), chained as (
    insert into buyer_day (workspace_id, livemode, product_id, person_id, day, previous_day)
    select $1, livemode, product_id, person_id, day, lag(day) over (partition by livemode, product_id, person_id order by day) from bought
    returning livemode, product_id, day, previous_day
  )
  insert into buyer_rollup as r (workspace_id, livemode, product_id, day, previous_day, buyers)
  select $1, livemode, product_id, day, coalesce(previous_day, '0001-01-01'), count(*) from chained group by 2, 3, 4, 5
  on conflict (workspace_id, livemode, product_id, day, previous_day) do update set buyers = r.buyers + excluded.buyers`;

/** Derives these people's purchase days again, and with them the distinct buyers of every range. */
export async function deriveBuyers(tx: pg.ClientBase, workspaceId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tx.query({ name: 'buyers-before', text: BEFORE, values: [workspaceId, people] });
  await tx.query({ name: 'buyers-after', text: AFTER, values: [workspaceId, people] });
  await tx.query('delete from buyer_rollup where workspace_id = $1 and buyers = 0', [workspaceId]);
}
