import type pg from 'pg';

/** Adds differences to the rollups and drops rows that no entry stands behind any more. */
export async function applyRollups(tx: pg.ClientBase, daily: readonly object[], leaves: readonly object[]): Promise<void> {
  if (daily.length > 0) {
    const rows = JSON.stringify(daily);
    await tx.query({
      name: 'add-daily',
      text: `insert into daily_rollup as r select * from json_populate_recordset(null::daily_rollup, $1)
        on conflict (workspace_id, livemode, measure, dimension, value, currency, day) do update set
          amount_minor = r.amount_minor + excluded.amount_minor, reporting_minor = r.reporting_minor + excluded.reporting_minor,
          unconverted_minor = r.unconverted_minor + excluded.unconverted_minor, unconverted_count = r.unconverted_count + excluded.unconverted_count,
          quantity = r.quantity + excluded.quantity, entries = r.entries + excluded.entries`,
      values: [rows],
    });
    await tx.query({
      name: 'drop-empty-daily',
      text: `delete from daily_rollup r using json_populate_recordset(null::daily_rollup, $1) d
        where d.entries <= 0 and r.entries = 0
          and (r.workspace_id, r.livemode, r.measure, r.dimension, r.value, r.currency, r.day)
            = (d.workspace_id, d.livemode, d.measure, d.dimension, d.value, d.currency, d.day)`,
      values: [rows],
    });
  }
  if (leaves.length > 0) {
    const rows = JSON.stringify(leaves);
    await tx.query({
      name: 'add-leaves',
      text: `insert into mrr_leaf_daily as r select * from json_populate_recordset(null::mrr_leaf_daily, $1)
        on conflict (workspace_id, livemode, dimension, value, currency, day, leaf_minor)
        do update set count_delta = r.count_delta + excluded.count_delta`,
      values: [rows],
    });
    await tx.query({
      name: 'drop-empty-leaves',
      text: `delete from mrr_leaf_daily r using json_populate_recordset(null::mrr_leaf_daily, $1) d
        where r.count_delta = 0
          and (r.workspace_id, r.livemode, r.dimension, r.value, r.currency, r.day, r.leaf_minor)
            = (d.workspace_id, d.livemode, d.dimension, d.value, d.currency, d.day, d.leaf_minor)`,
      values: [rows],
    });
  }
}

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
export async function applyBuyers(tx: pg.ClientBase, workspaceId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tx.query({ name: 'buyers-before', text: BEFORE, values: [workspaceId, people] });
  await tx.query({ name: 'buyers-after', text: AFTER, values: [workspaceId, people] });
  await tx.query('delete from buyer_rollup where workspace_id = $1 and buyers = 0', [workspaceId]);
}
