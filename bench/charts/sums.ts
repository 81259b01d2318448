import { DAYS, WORKSPACE } from './subscriptions';

const CELL = 'day, currency, product, price, "interval", country, coupon';
const REPORTED = (amount: string) => `round(${amount} * rate)::bigint`;

/** Movements, customers, trials and payments of these subscriptions, summed up by day and all dimensions at once. */
export const CELLS = [
  `create unlogged table bench_cell (measure text, day date, currency text, product text, price text, "interval" text, country text, coupon text,
     amount bigint, reporting bigint, quantity bigint, entries bigint)`,

  `insert into bench_cell
   select 'mrr_' || kind, ${CELL}, sum(moved.amount), sum(${REPORTED('moved.amount')}), count(*), count(*)
   from (
     select s.*, m.kind, m.day, m.moved_by as moved from bench_sub s cross join lateral (values
       ('new', start_day, s.amount),
       (case when amount_after > s.amount then 'expansion' else 'contraction' end, change_day, nullif(amount_after - s.amount, 0)),
       ('churn', end_day, case when change_day is null then -s.amount else -amount_after end),
       ('reactivation', back_day, s.amount)
     ) as m(kind, day, moved_by) where m.day is not null and m.moved_by is not null
   ) all_moves join bench_rate using (day, currency) cross join lateral (values (moved)) as moved(amount) group by kind, ${CELL}`,

  `insert into bench_cell
   select measure, day, '', '', '', '', country, '', 0, 0, sum(n), count(*)
   from bench_sub cross join lateral (
     select 'subscriber' as measure, day, n from (values (start_day, 1), (end_day, -1), (back_day, 1)) as v(day, n)
     union all
     select 'churned_' || step, date_trunc(step, end_day)::date, 1
     from (values ('day', '1 day'), ('week', '1 week'), ('month', '1 month'), ('quarter', '3 months'), ('year', '1 year')) as v(step, length)
     where start_day < date_trunc(step, end_day) and (back_day is null or back_day >= date_trunc(step, end_day) + length::interval)
   ) as counted where day is not null group by measure, day, country`,

  `insert into bench_cell
   select measure, day, '', product, price, "interval", country, coupon, 0, 0, count(*), count(*)
   from (
     select i, product, price, "interval", country, coupon, start_day - 14 as began, start_day as ended, 'converted' as state from bench_sub where had_trial
     union all
     select i, product, price, "interval", country, coupon, start_day - 21, start_day - 7, 'abandoned' from bench_sub where bench_u(i, 20) < 0.3
   ) trial cross join lateral (values
     ('trial_started', began), ('trial_' || state, began), ('trial_ended_all', ended), ('trial_ended_' || state, ended)
   ) as m(measure, day) group by measure, ${CELL.replace('currency, ', '')}`,

  // Every period that was paid, some a few days late; and single purchases of any product, by two in a hundred each month.
  `create unlogged table bench_sale as
   select i, paid.day, currency, product, price, "interval", country, coupon, amount * months as net,
     case when discounted then amount * months / 4 else 0 end as discount, bench_u(i * 64 + n, 21) < 0.03 as refunded
   from bench_sub
   cross join lateral (select case "interval" when 'year' then 12 else 1 end as months) m
   cross join lateral generate_series(0, 48 / months) n
   cross join lateral (
     select (start_day + n * months * interval '1 month')::date + case when bench_u(i * 64 + n, 22) < 0.04 then 1 + (bench_u(i * 64 + n, 23) * 9)::int else 0 end as day
   ) paid
   where (start_day + n * months * interval '1 month')::date < coalesce(end_day, current_date + 1) and paid.day <= current_date
   union all
   select s.i, s.start_day + ((current_date - s.start_day) * bench_u(s.i, 30 + n))::int, s.currency, p.product, p.price, '', s.country, '', p.unit, 0, false
   from bench_sub s cross join generate_series(0, 5) n join bench_price p on p.k = (40 * bench_u(s.i, 40 + n))::int % 40
   where bench_u(s.i, 50 + n) < (current_date - s.start_day) * 0.15 / ${DAYS}`,

  `create unlogged table bench_sale_cell as
   select ${CELL}, rate, count(*) as n, sum(net)::bigint as net, sum(discount)::bigint as discount, sum(net / 6)::bigint as tax,
     sum(net * 29 / 1000 + 30)::bigint as fee, count(*) filter (where refunded) as refunds,
     coalesce(sum(net) filter (where refunded), 0)::bigint as refunded, count(*) filter (where discount > 0) as discounts
   from bench_sale join bench_rate using (day, currency) group by ${CELL}, rate`,

  `insert into bench_cell
   select 'fee', day, currency, 'stripe_fees', '', '', country, 'stripe_fees', sum(fee), sum(${REPORTED('fee')}), sum(n), sum(n)
   from bench_sale_cell group by day, currency, country`,
  'analyze bench_cell, bench_sale_cell',
];

const DIMENSION = `case when grouping(country) = 0 then 'country' when grouping(product) = 0 then 'product'
  when grouping(price) = 0 then 'price' when grouping("interval") = 0 then 'interval' when grouping(coupon) = 0 then 'coupon' else '' end`;

const INTO = `insert into daily_rollup (workspace_id, livemode, measure, dimension, value, currency, day,
     amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries)`;
const BY = `${DIMENSION} as dimension, coalesce(country, product, price, "interval", coupon, '') as value`;
const SETS = 'grouping sets ((), (country), (product), (price), ("interval"), (coupon))';
const of = (sum: string) => `sum(${sum}) as ${sum}, sum(${REPORTED(sum)}) as ${sum}_reported`;

/** The rollups that the product would have kept of them. Its own `makePeriods` adds months, years and leaves. */
export const ROLLUPS = [
  `${INTO}
   select '${WORKSPACE}', true, measure, ${BY}, currency, day, sum(amount), sum(reporting), 0, 0, sum(quantity), sum(entries)
   from bench_cell group by measure, currency, day, ${SETS}
   having grouping(product, price, "interval", coupon) = 15 or measure !~ $1`,

  `${INTO}
   select '${WORKSPACE}', true, m.measure, dimension, value, currency, m.day, m.amount, m.reported, 0, 0, m.n, m.n
   from (
     select ${BY}, currency, day, sum(n) as n, sum(refunds) as refunds, sum(discounts) as discounts,
       ${['net', 'discount', 'tax', 'refunded'].map(of).join(', ')}
     from bench_sale_cell group by currency, day, ${SETS}
   ) c cross join lateral (values
     ('sale_gross', day, net + discount, net_reported + discount_reported, n), ('sale_discount', day, discount, discount_reported, discounts),
     ('sale_tax', day, tax, tax_reported, n), ('sale', day, net, net_reported, n), ('sale_product', day, 0, 0, n),
     ('charge', day, net - tax, net_reported - tax_reported, n),
     ('refund', day + 5, refunded, refunded_reported, refunds), ('refunded_charge', day + 5, 0, 0, refunds),
     ('refund_by_sale', day, refunded, refunded_reported, refunds), ('refunded_charge_by_sale', day, 0, 0, refunds)
   ) as m(measure, day, amount, reported, n)
   where m.n > 0 and m.day <= current_date and (dimension in ('', 'country') or m.measure !~ $1)`,

  `insert into buyer_rollup (workspace_id, livemode, product_id, day, previous_day, buyers)
   select '${WORKSPACE}', true, product, day, coalesce(previous_day, '0001-01-01'), count(*)
   from (
     select product, day, lag(day) over (partition by product, i order by day) as previous_day
     from (select distinct i, p.product, day from bench_sale s cross join lateral (values (s.product), ('')) as p(product)) bought
   ) days group by product, day, previous_day`,
];

/** What the people of each day brought, by the days since. The product's own \`makeCohortPeriods\` adds months and blocks. */
export const COHORTS = [
  `insert into cohort_rollup (workspace_id, livemode, period, length, since, joined, currency, net_minor, fee_minor, entries, fee_entries)
   select '${WORKSPACE}', true, 'day', 1, since, joined, '', sum(net), sum(fee), sum(n), sum(fees)
   from (
     select s.start_day as joined, b.day - s.start_day as since, ${REPORTED('b.net')} as net, ${REPORTED('(b.net * 29 / 1000 + 30)')} as fee, 4 as n, 1 as fees
     from bench_sale b join bench_sub s using (i) join bench_rate r on r.day = b.day and r.currency = b.currency
     union all
     select s.start_day, b.day + 5 - s.start_day, -${REPORTED('b.net')}, 0, 1, 0
     from bench_sale b join bench_sub s using (i) join bench_rate r on r.day = b.day and r.currency = b.currency
     where b.refunded and b.day + 5 <= current_date
   ) brought group by since, joined`,
];

/** The entries that a default chart may look up one by one: who began and who left. */
export const ENTRIES = [
  `insert into ledger_entry (workspace_id, connection_id, owner_id, entry_id, livemode, measure, day, occurred_at, known_at, currency,
     amount_minor, reporting_minor, quantity, product_id, price_id, "interval", country, detail, digest)
   select '${WORKSPACE}', 'default', 'cus_' || i, 'subscriber:' || day, true, 'subscriber', day, day, day, '', 0, 0, n, '', '', '', country, '{"objects": [], "description": "", "arithmetic": ""}', ''
   from bench_sub cross join lateral (values (start_day, 1), (end_day, -1), (back_day, 1)) as v(day, n) where day is not null`,
];
