import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { ORIGIN_DIMENSIONS, PROMOTION_CODE } from './dimensions';

export interface Check {
  name: string;
  ok: boolean;
  /** What differs, with an example; empty when nothing does. */
  detail: string;
}

/** Where customers came from is kept only where it is known: the rest of the whole is made up when it is asked for. */
const PARTIAL = [...ORIGIN_DIMENSIONS, PROMOTION_CODE].map((dimension) => `'${dimension}'`).join(', ');

/** Every check answers the rows that break it: none means that it holds. */
const CHECKS: { name: string; sql: string }[] = [
  {
    name: 'every event that could not be read says why',
    sql: `select id as example from stripe_event where workspace_id = $1 and state = 'failed' and reason is null`,
  },
  {
    name: 'every projected event has its version',
    sql: `select e.id as example from stripe_event e where e.workspace_id = $1 and e.state = 'projected'
      and not exists (select from object_version v where v.workspace_id = e.workspace_id and v.connection_id = e.connection_id and v.event_id = e.id)`,
  },
  {
    name: 'no sale is counted for two customers',
    sql: `select entry_id as example from ledger_entry where workspace_id = $1 and measure = 'sale'
      group by connection_id, entry_id having count(*) > 1`,
  },
  {
    name: 'the daily rollup equals the sum of its entries',
    sql: `select coalesce(r.measure, e.measure) || ' ' || coalesce(r.day, e.day) as example
      from (select * from daily_rollup where workspace_id = $1 and dimension = '') r
      full join (
        select livemode, measure, currency, day, sum(amount_minor) as amount, sum(coalesce(reporting_minor, 0)) as reporting,
          coalesce(sum(amount_minor) filter (where reporting_minor is null), 0) as unconverted, sum(quantity) as quantity, count(*) as entries
        from ledger_entry where workspace_id = $1 group by 1, 2, 3, 4
      ) e using (livemode, measure, currency, day)
      where (r.amount_minor, r.reporting_minor, r.unconverted_minor, r.quantity, r.entries) is distinct from (e.amount, e.reporting, e.unconverted, e.quantity, e.entries)`,
  },
  {
    name: 'the parts of every breakdown sum to its total',
    sql: `select d.measure || ' by ' || d.dimension || ' ' || d.day as example
      from (select livemode, measure, dimension, currency, day, sum(reporting_minor) as reporting, sum(amount_minor) as amount, sum(quantity) as quantity
        from daily_rollup where workspace_id = $1 and dimension not in ('', ${PARTIAL}) group by 1, 2, 3, 4, 5) d
      join daily_rollup t on t.workspace_id = $1 and t.dimension = '' and (t.livemode, t.measure, t.currency, t.day) = (d.livemode, d.measure, d.currency, d.day)
      where (d.reporting, d.amount, d.quantity) is distinct from (t.reporting_minor, t.amount_minor, t.quantity)`,
  },
  {
    name: 'opening MRR + movements = closing MRR, per customer and currency',
    sql: `select coalesce(s.owner_id, m.owner_id) || ' ' || coalesce(s.day, m.day) as example
      from (
        select connection_id, owner_id, currency, change.day, sum(change.minor) as minor
        from mrr_span, lateral (values (from_day, amount_minor), (to_day, -amount_minor)) as change(day, minor)
        where workspace_id = $1 and change.day is not null group by 1, 2, 3, 4 having sum(change.minor) <> 0
      ) s
      full join (
        select connection_id, owner_id, currency, day, sum(amount_minor) as minor
        from ledger_entry where workspace_id = $1 and measure like 'mrr\\_%' group by 1, 2, 3, 4 having sum(amount_minor) <> 0
      ) m using (connection_id, owner_id, currency, day)
      where s.minor is distinct from m.minor`,
  },
  {
    name: 'the series beside MRR are the sums of their steps, per customer and currency',
    sql: `select coalesce(s.owner_id, m.owner_id) || ' ' || coalesce(s.series, m.series) || ' ' || coalesce(s.day, m.day) as example
      from (
        select connection_id, owner_id, series, currency, change.day, sum(change.minor) as minor
        from series_span, lateral (values (from_day, amount_minor), (to_day, -amount_minor)) as change(day, minor)
        where workspace_id = $1 and change.day is not null group by 1, 2, 3, 4, 5 having sum(change.minor) <> 0
      ) s
      full join (
        select connection_id, owner_id, substr(measure, 7) as series, currency, day, sum(amount_minor) as minor
        from ledger_entry where workspace_id = $1 and measure like 'level\\_%' group by 1, 2, 3, 4, 5 having sum(amount_minor) <> 0
      ) m using (connection_id, owner_id, series, currency, day)
      where s.minor is distinct from m.minor`,
  },
  {
    name: 'the leaves of the rollup are those of the spans',
    sql: `select coalesce(r.day, s.day)::text as example
      from (select livemode, series, currency, day, leaf_minor, count_delta from mrr_leaf_daily where workspace_id = $1 and dimension = '') r
      full join (
        select livemode, series, currency, change.day, amount_minor as leaf_minor, sum(change.count) as count_delta
        from (
          select 'mrr' as series, livemode, currency, from_day, to_day, amount_minor from mrr_span where workspace_id = $1
          union all select series, livemode, currency, from_day, to_day, amount_minor from series_span where workspace_id = $1
        ) span, lateral (values (from_day, 1), (to_day, -1)) as change(day, count)
        where change.day is not null and currency <> (select currency from workspace where id = $1)
        group by 1, 2, 3, 4, 5 having sum(change.count) <> 0
      ) s using (livemode, series, currency, day, leaf_minor)
      where r.count_delta is distinct from s.count_delta`,
  },
  {
    name: 'the longer periods of the rollups are the sums of their days',
    sql: `select table_name || ' ' || period || ' ' || day as example
      from (
        select 'sums' as table_name, livemode, measure, dimension, value, currency, period, day, amount_minor as amount, reporting_minor as reporting,
          unconverted_minor as unconverted, unconverted_count as missing, quantity, entries
        from period_rollup where workspace_id = $1
        union all select 'leaves', livemode, series, dimension, value, currency, period, day, leaf_minor, 0, 0, 0, 0, count_delta from mrr_leaf_period where workspace_id = $1
        union all select 'buyers', livemode, '', '', product_id, '', 'month', month, previous_month - '0001-01-01', 0, 0, 0, 0, buyers from buyer_monthly where workspace_id = $1
      ) m
      full join (
        select 'sums' as table_name, livemode, measure, dimension, value, currency, period, date_trunc(period, day)::date as day, sum(amount_minor) as amount,
          sum(reporting_minor) as reporting, sum(unconverted_minor) as unconverted, sum(unconverted_count) as missing, sum(quantity) as quantity, sum(entries) as entries
        from daily_rollup cross join (values ('month'), ('quarter'), ('year')) as p(period)
        where workspace_id = $1 and (period = 'month' or measure ~ '^(mrr_|level_|subscriber)') group by 2, 3, 4, 5, 6, 7, 8
        union all select 'leaves', livemode, series, dimension, value, currency, period, date_trunc(period, day)::date, leaf_minor, 0, 0, 0, 0, sum(count_delta)
        from mrr_leaf_daily cross join (values ('month'), ('quarter'), ('year')) as p(period) where workspace_id = $1 group by 2, 3, 4, 5, 6, 7, 8, 9 having sum(count_delta) <> 0
        union all select 'buyers', livemode, '', '', product_id, '', 'month', date_trunc('month', day)::date,
          date_trunc('month', previous_day)::date - '0001-01-01', 0, 0, 0, 0, sum(buyers)
        from buyer_rollup where workspace_id = $1 and date_trunc('month', previous_day) < date_trunc('month', day) group by 2, 5, 8, 9
      ) d using (table_name, livemode, measure, dimension, value, currency, period, day, amount)
      where (m.reporting, m.unconverted, m.missing, m.quantity, m.entries) is distinct from (d.reporting, d.unconverted, d.missing, d.quantity, d.entries)`,
  },
  {
    name: 'every sale equals its lines',
    sql: `select s.id as example from sale s
      join (
        select connection_id, owner_id, split_part(entry_id, ':', 2) as id,
          sum(case measure when 'sale_gross' then amount_minor when 'sale_discount' then -amount_minor when 'sale_tax' then -amount_minor else 0 end) as net
        from ledger_entry where workspace_id = $1 and measure in ('sale_gross', 'sale_discount', 'sale_tax') group by 1, 2, 3
      ) e on e.connection_id = s.connection_id and e.owner_id = s.owner_id and e.id = s.id
      where s.workspace_id = $1 and e.net <> s.net_minor`,
  },
  {
    name: 'what was sold, earned at once or later, = sales, on every day',
    sql: `select day::text || ' ' || currency as example from daily_rollup
      where workspace_id = $1 and dimension = '' and measure in ('sale_gross', 'sale_discount', 'sale_tax', 'sold', 'sale')
      group by livemode, day, currency
      having sum(case measure when 'sold' then 0 when 'sale_gross' then amount_minor else -amount_minor end) <> 0
        and sum(case measure when 'sold' then amount_minor when 'sale' then -amount_minor else 0 end) <> 0`,
  },
  {
    name: 'what was given back is the same by its own day and by the day of its sale',
    sql: `select owner_id || ' ' || currency as example from ledger_entry
      where workspace_id = $1 and measure in ('refund', 'refund_by_sale', 'lost_dispute', 'lost_dispute_by_sale')
      group by connection_id, owner_id, currency, left(measure, 4)
      having sum(case when measure like '%by_sale' then -amount_minor else amount_minor end) <> 0`,
  },
  {
    name: 'one payment is one sale',
    sql: `select o->>'id' as example from sale, jsonb_array_elements(objects) o where workspace_id = $1 group by connection_id, 1 having count(*) > 1`,
  },
  {
    name: 'the distinct buyers are those of the sales',
    sql: `select coalesce(b.person_id, s.person_id) as example
      from (select livemode, product_id, person_id, day from buyer_day where workspace_id = $1 and product_id <> '') b
      full join (
        select distinct o.livemode, e.product_id, o.person_id, e.day from ledger_entry e
        join ledger_owner o on o.workspace_id = e.workspace_id and o.connection_id = e.connection_id and o.id = e.owner_id
        where e.workspace_id = $1 and e.measure = 'sale_product'
      ) s using (livemode, product_id, person_id, day)
      where b.person_id is null or s.person_id is null`,
  },
  {
    name: 'people joined when they were first seen',
    sql: `select coalesce(j.person_id, f.person_id) as example
      from (select livemode, person_id, joined_at from person_joined where workspace_id = $1) j
      full join (
        select o.livemode, o.person_id, min(least(o.created_at, s.first_sale)) as joined_at from ledger_owner o
        left join (select connection_id, owner_id, min(occurred_at) as first_sale from sale where workspace_id = $1 group by 1, 2) s
          on s.connection_id = o.connection_id and s.owner_id = o.id
        where o.workspace_id = $1 group by 1, 2 having min(least(o.created_at, s.first_sale)) is not null
      ) f using (livemode, person_id) where j.joined_at is distinct from f.joined_at`,
  },
  {
    name: 'cohorts brought the net revenue of their people',
    sql: `select coalesce(c.joined, e.joined)::text as example
      from (select livemode, joined, sum(net_minor) as net, sum(fee_minor) as fee, sum(entries) as entries
        from cohort_rollup where workspace_id = $1 and period = 'day' and length = 1 group by 1, 2) c
      full join (
        select e.livemode, j.day as joined, sum(coalesce(reporting_minor, amount_minor) * case measure when 'fee' then 0 when 'sale_gross' then 1 else -1 end) as net,
          sum(coalesce(reporting_minor, amount_minor) * case measure when 'fee' then 1 else 0 end) as fee, count(*) as entries
        from ledger_entry e join ledger_owner o on o.workspace_id = $1 and o.connection_id = e.connection_id and o.id = e.owner_id
        join person_joined j on j.workspace_id = $1 and j.person_id = o.person_id and j.livemode = e.livemode
        where e.workspace_id = $1 and measure in ('sale_gross', 'sale_discount', 'sale_tax', 'refund', 'lost_dispute', 'fee') group by 1, 2
      ) e using (livemode, joined) where (c.net, c.fee, c.entries) is distinct from (e.net, e.fee, e.entries)`,
  },
  {
    name: 'the longer cohorts are the sums of their days',
    sql: `select coalesce(c.joined, d.joined)::text as example
      from (select * from cohort_rollup where workspace_id = $1 and (period, length) <> ('day', 1)) c
      full join (
        select livemode, p.period, l.length, since - since % l.length as since, date_trunc(p.period, joined)::date as joined, currency, sum(net_minor) as net,
          sum(fee_minor) as fee, sum(entries) as all_entries, sum(fee_entries) as fees
        from cohort_rollup r cross join (values ('day'), ('month')) as p(period) cross join (values (1), (30)) as l(length)
        where workspace_id = $1 and r.period = 'day' and r.length = 1 and (p.period, l.length) <> ('day', 1) group by 1, 2, 3, 4, 5, 6
      ) d using (livemode, period, length, since, joined, currency)
      where (c.net_minor, c.fee_minor, c.entries, c.fee_entries) is distinct from (d.net, d.fee, d.all_entries, d.fees)`,
  },
  {
    name: 'no amount was converted without a stored rate',
    sql: `select entry_id as example from ledger_entry e join workspace w on w.id = e.workspace_id
      where e.workspace_id = $1 and e.currency not in ('', w.currency) and e.reporting_minor is not null and e.fx_rate is null`,
  },
];

const row = z.object({ example: z.string().nullable() });

/** Checks over the live tables that nothing is lost and that everything adds up. Reads only. */
export async function verifyWorkspace(workspaceId: string): Promise<Check[]> {
  const results: Check[] = [];
  for (const { name, sql } of CHECKS) {
    const broken = await queryRows(row, { text: `${sql} limit 5`, values: [workspaceId] });
    results.push({
      name,
      ok: broken.length === 0,
      detail: broken.length === 0 ? '' : `e.g. ${broken.map(({ example }) => example).join(', ')}`,
    });
  }
  return results;
}
