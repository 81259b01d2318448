import type pg from 'pg';

/** Adds differences to the rollups and drops rows that no entry stands behind any more. */
export async function applyRollups(
  tx: pg.ClientBase,
  daily: readonly object[],
  leaves: readonly object[],
): Promise<void> {
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
