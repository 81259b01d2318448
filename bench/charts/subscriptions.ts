/** Four years, as many days as any default chart can look back on. */
export const DAYS = 1461;
export const WORKSPACE = 'ws_bench';

/**
 * A company of `$1` subscriptions, one a customer: 10 products with 40 prices, half of them by the seat, three currencies,
 * eight countries; growing sign-ups, lives of about two years, changes of seats, customers who come back. Every number is
 * a hash of the row's own, so that a run is like the one before.
 */
export const SUBSCRIPTIONS = [
  `create function bench_u(i bigint, k int) returns float8 language sql immutable parallel safe as
   'select (hashint8extended(i, k) & 4503599627370495)::float8 / 4503599627370496.0'`,

  `create unlogged table bench_price as
   select k, 'prod_' || k % 10 as product, 'price_' || k as price, case when k < 30 then 'month' else 'year' end as "interval",
     900 + 350 * k as unit, case when k % 2 = 0 then 10 else 1 end as most_seats
   from generate_series(0, 39) k`,

  `create unlogged table bench_rate as
   select day::date, currency, (base + 0.05 * sin(extract(epoch from day) / 86400 / 90))::numeric(24, 12) as rate
   from (values ('usd', 1.0, false), ('eur', 1.08, true), ('gbp', 1.27, true)) c(currency, base, moves),
     generate_series(current_date - ${DAYS + 40}, current_date, interval '1 day') day
   where moves
   union all select day::date, 'usd', 1 from generate_series(current_date - ${DAYS + 40}, current_date, interval '1 day') day`,

  `create unlogged table bench_sub as
   with drawn as (
     select i, (40 * bench_u(i, 1) ^ 1.5)::int % 40 as k, bench_u(i, 2) as u_currency, bench_u(i, 3) as u_country, bench_u(i, 4) as u_seats,
       current_date - ${DAYS} + (${DAYS} * sqrt(bench_u(i, 5)))::int as start_day,
       30 + (-ln(1 - bench_u(i, 6)) * 600)::int as life, bench_u(i, 7) as u_change, bench_u(i, 8) as u_seats_after,
       bench_u(i, 9) as u_back, bench_u(i, 10) < 0.1 as discounted, bench_u(i, 11) < 0.3 as had_trial
     from generate_series(1, $1::bigint) i
   ), dated as (
     select d.*, case when start_day + life < current_date then start_day + life end as end_day,
       least(life, current_date - start_day) as lived
     from drawn d
   )
   select i, p.k, product, price, "interval", start_day, end_day, had_trial, discounted, case when discounted then 'SAVE20' else '' end as coupon,
     case when u_currency < 0.6 then 'usd' when u_currency < 0.85 then 'eur' else 'gbp' end as currency,
     (array['US', 'US', 'US', 'GB', 'DE', 'FR', 'CA', 'AU', 'NL', ''])[1 + (u_country * 9.99)::int % 10] as country,
     case when u_change < 0.35 and lived > 2 then start_day + 1 + (u_change / 0.35 * (lived - 2))::int end as change_day,
     case when end_day is not null and u_back < 0.1 and end_day + 75 < current_date then end_day + 75 end as back_day,
     unit * (1 + (u_seats * (most_seats - 1))::int) * case when discounted then 80 else 100 end / 100 as amount,
     unit * (1 + (u_seats_after * (most_seats - 1))::int) * case when discounted then 80 else 100 end / 100 as amount_after
   from dated d join bench_price p on p.k = d.k`,
  'analyze bench_sub, bench_rate, bench_price',

  `insert into mrr_span (workspace_id, connection_id, owner_id, item_id, from_day, to_day, livemode, subscription_id, currency,
     amount_minor, product_id, price_id, "interval", country, coupon, quality, detail, digest)
   select '${WORKSPACE}', 'default', 'cus_' || i, 'si_' || i, span.from_day, span.to_day, true, 'sub_' || i, currency,
     span.amount, product, price, "interval", country, coupon, 'observed', '{"arithmetic": "", "eventId": "", "discounts": []}', ''
   from bench_sub cross join lateral (values
     (start_day, coalesce(change_day, end_day), amount), (change_day, end_day, amount_after), (back_day, null::date, amount)
   ) as span(from_day, to_day, amount)
   where span.from_day is not null`,

  // What is shown beside MRR: trials, what is to end soon, and what discounted items pay and would have paid.
  `create unlogged table bench_series as
   select series, s.*, span.from_day, span.to_day, span.minor
   from bench_sub s cross join lateral (values
     ('trial', case when had_trial then start_day - 14 end, start_day, amount),
     ('ending', greatest(start_day, change_day, end_day - 20), end_day, case when change_day is null then amount else amount_after end),
     ('discounted', case when discounted then start_day end, coalesce(change_day, end_day), amount),
     ('discounted', case when discounted then change_day end, end_day, amount_after),
     ('list', case when discounted then start_day end, coalesce(change_day, end_day), amount * 5 / 4),
     ('list', case when discounted then change_day end, end_day, amount_after * 5 / 4)
   ) as span(series, from_day, to_day, minor)
   where span.from_day is not null and (series <> 'ending' or end_day is not null) and span.from_day is distinct from span.to_day`,

  `insert into series_span (workspace_id, connection_id, owner_id, series, item_id, from_day, to_day, livemode, subscription_id, currency,
     amount_minor, product_id, price_id, "interval", country, quality, detail, digest)
   select '${WORKSPACE}', 'default', 'cus_' || i, series, 'si_' || i, from_day, to_day, true, 'sub_' || i, currency,
     minor, product, price, "interval", country, 'observed', '{"arithmetic": "", "eventId": "", "discounts": []}', ''
   from bench_series`,

  `insert into ledger_owner (workspace_id, connection_id, id, livemode, country, created_at, person_id, resolved_by)
   select '${WORKSPACE}', 'default', 'cus_' || i, true, nullif(country, ''), start_day, 'person_' || i, 'email' from bench_sub`,

  `insert into fx_rate (workspace_id, base, quote, day, rate, source)
   select '${WORKSPACE}', currency, 'usd', day, rate, 'bench' from bench_rate where currency <> 'usd'`,

  `insert into catalog_item (workspace_id, connection_id, id, kind, name, product_id, body)
   select distinct '${WORKSPACE}', 'default', product, 'product', 'Product ' || product, product, '{}'::jsonb from bench_price
   union all select '${WORKSPACE}', 'default', price, 'price', price, product, '{}' from bench_price`,

  // One event of each subscription, for the log.
  `insert into stripe_event (workspace_id, connection_id, id, type, livemode, object_id, occurred_at, payload, state)
   select '${WORKSPACE}', 'default', 'evt_' || i, 'customer.subscription.created', true, 'sub_' || i, start_day, '{}', 'projected'
   from bench_sub order by start_day`,
];
