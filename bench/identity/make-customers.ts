import pg from 'pg';
import { applyMigrations } from '@/lib/db/migrate';
import { reresolve } from '@/lib/identity/reresolve';
import { makeRollups } from '@/lib/inbox/make-rollups';

export const WORKSPACE = 'ws_bench';
export const CONNECTION = 'default';
const DAYS = 1461;

/**
 * `$1` customers over four years. Seven in ten carry a user id, one user in twenty is two customers; nearly all have an
 * e-mail, some one that others have as well, and one in a thousand that of a support desk. Each pays every month for some
 * months. Every number is a hash of the row's own, so that a run is like the one before.
 */
const CUSTOMERS = [
  `create function bench_u(i bigint, k int) returns float8 language sql immutable parallel safe as
   'select (hashint8extended(i, k) & 4503599627370495)::float8 / 4503599627370496.0'`,

  `create unlogged table bench_customer as
   select i, 'cus_' || lpad(i::text, 9, '0') as id, now() - (${DAYS} * (1 - sqrt(bench_u(i, 1)))) * interval '1 day' as created_at,
     case when bench_u(i, 2) < 0.7 then 'user_' || case when bench_u(i, 3) < 0.05 then i - 1 else i end end as user_id,
     case when bench_u(i, 4) < 0.001 then 'help@example.com' when bench_u(i, 4) < 0.95
       then 'person' || case when bench_u(i, 5) < 0.03 then i - 1 else i end || '@example.com' end as email,
     1 + (-ln(1 - bench_u(i, 6)) * 3)::int as months, 1000 + (bench_u(i, 7) * 9000)::bigint as minor, 'prod_' || i % 10 as product
   from generate_series(1, $1::bigint) i`,

  // Stripe repeats what it knows: on the customer, on its subscription, and the address on its bills.
  `insert into ledger_owner (workspace_id, connection_id, id, livemode, name, email, metadata, created_at, person_id, resolved_by, identifiers, rivals, claims)
   select '${WORKSPACE}', '${CONNECTION}', id, true, 'Person ' || i, email, '{}', created_at, id, 'fallback', '{}', '{}', coalesce((
     select jsonb_agg(jsonb_build_object('on', "on", 'field', field, 'value', value, 'object', id, 'first', at, 'last', at))
     from (values ('customer', 'metadata.user_id', user_id), ('subscription', 'metadata.user_id', user_id), ('customer', 'metadata.plan', 'pro'),
       ('customer', 'email', email), ('event', 'customer_email', email), ('event', 'receipt_email', email)
     ) as says("on", field, value) cross join lateral (select extract(epoch from created_at)::bigint as at) said where value is not null), '[]')
   from bench_customer`,

  `create unlogged table bench_sale as
   select c.id as owner_id, c.id || '_' || n as id, c.created_at + n * interval '1 month' as at, minor, product
   from bench_customer c cross join lateral generate_series(0, months - 1) n where c.created_at + n * interval '1 month' <= now()`,

  `insert into sale (workspace_id, connection_id, id, owner_id, livemode, occurred_at, currency, gross_minor, discount_minor, tax_minor, net_minor, refunded_minor, objects, digest)
   select '${WORKSPACE}', '${CONNECTION}', id, owner_id, true, at, 'usd', minor, 0, 0, minor, 0, '[]', '' from bench_sale`,

  `update ledger_owner o set revenue_minor = s.minor, fee_minor = s.minor / 30 from (select owner_id, sum(minor) as minor from bench_sale group by 1) s
   where o.workspace_id = '${WORKSPACE}' and o.id = s.owner_id`,

  `insert into ledger_entry (workspace_id, connection_id, owner_id, entry_id, livemode, measure, day, occurred_at, known_at, currency,
     amount_minor, reporting_minor, quantity, product_id, price_id, "interval", country, detail, digest)
   select '${WORKSPACE}', '${CONNECTION}', owner_id, e.measure || ':' || id, true, e.measure, (at at time zone 'UTC')::date, at, at, 'usd',
     e.minor, e.minor, 1, case e.measure when 'sale_product' then product else '' end, '', 'month', '', '{"objects": [], "description": "", "arithmetic": ""}', ''
   from bench_sale cross join lateral (values ('sale_gross', minor), ('sale', minor), ('sale_product', 0), ('fee', minor / 30)) as e(measure, minor)`,

  `insert into mrr_span (workspace_id, connection_id, owner_id, item_id, from_day, to_day, livemode, subscription_id, currency,
     amount_minor, product_id, price_id, "interval", country, quality, detail, digest)
   select '${WORKSPACE}', '${CONNECTION}', id, 'si_' || i, created_at::date, nullif(least((created_at + months * interval '1 month')::date, current_date + 1), current_date + 1),
     true, 'sub_' || i, 'usd', minor, product, 'price_' || product, 'month', '', 'observed', '{"arithmetic": "", "eventId": "", "discounts": []}', ''
   from bench_customer`,

  'drop table bench_customer, bench_sale',
  'drop function bench_u',
  'vacuum analyze',
];

/** Fills an empty database with these customers, resolved by the default rules. */
export async function makeCustomers(url: string, customers: number): Promise<{ sales: number }> {
  await applyMigrations(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`insert into workspace (id, name) values ($1, 'Bench')`, [WORKSPACE]);
    await client.query(`insert into connection (workspace_id, id, name) values ($1, $2, 'Stripe')`, [
      WORKSPACE,
      CONNECTION,
    ]);
    for (const sql of CUSTOMERS) await client.query(sql, sql.includes('$1') ? [customers] : []);
    await client.query('begin');
    await reresolve(client, { workspaceId: WORKSPACE, connectionId: CONNECTION, cause: 'rules', isAfresh: true });
    await makeRollups(client, WORKSPACE);
    await client.query('commit');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
    const { rows } = await client.query<{ sales: string }>('select count(*) as sales from sale');
    return { sales: Number(rows[0]?.sales ?? 0) };
  } finally {
    await client.end();
  }
}
