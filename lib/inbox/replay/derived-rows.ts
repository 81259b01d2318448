import { z } from 'zod';
import { changeOfRow } from '@/lib/workspace/replay-shapes';

/** Of which owners: $2 connections and $3 owners, one of each for each of them. */
const OWNERS = 'join unnest($2::text[], $3::text[]) as o(connection_id, owner_id) on t.connection_id = o.connection_id';

/**
 * The rows of $1's owners, keyed by table, connection, owner and key. `about` says in words what a row is; `digest` differs
 * where anything of it does.
 */
export const DERIVED_ROWS = `
  select 'ledger_entry' as table_name, t.connection_id, t.owner_id, t.entry_id as key, t.measure, t.currency, t.amount_minor as amount,
    t.day::text as day, t.digest, t.detail->>'description' as about
  from ledger_entry t ${OWNERS} and t.owner_id = o.owner_id where t.workspace_id = $1
  union all
  select 'mrr_span', t.connection_id, t.owner_id, t.item_id || ' ' || t.from_day, 'mrr', t.currency, t.amount_minor,
    t.from_day::text, t.digest, t.subscription_id || ' from ' || t.from_day || coalesce(' to ' || t.to_day, '')
  from mrr_span t ${OWNERS} and t.owner_id = o.owner_id where t.workspace_id = $1
  union all
  select 'series_span', t.connection_id, t.owner_id, t.series || ' ' || t.item_id || ' ' || t.from_day, t.series, t.currency, t.amount_minor,
    t.from_day::text, t.digest, t.subscription_id || ' from ' || t.from_day || coalesce(' to ' || t.to_day, '')
  from series_span t ${OWNERS} and t.owner_id = o.owner_id where t.workspace_id = $1
  union all
  select 'sale', t.connection_id, t.owner_id, t.id, 'sale', t.currency, t.net_minor, (t.occurred_at at time zone 'UTC')::date::text, t.digest, t.id
  from sale t ${OWNERS} and t.owner_id = o.owner_id where t.workspace_id = $1
  union all
  select 'ledger_owner', t.connection_id, t.id, '', 'person', '', 0, coalesce((t.created_at at time zone 'UTC')::date::text, ''),
    md5(row(t.livemode, t.email, t.name, t.country, t.metadata, t.claims, t.deleted, t.person_id, t.resolved_by)::text), t.person_id
  from ledger_owner t ${OWNERS} and t.id = o.owner_id where t.workspace_id = $1
  union all
  select 'ledger_issue', t.connection_id, t.owner_id, t.id, t.kind, '', 0, '', md5(t.message), t.message
  from ledger_issue t ${OWNERS} and t.owner_id = o.owner_id where t.workspace_id = $1`;

/** One row that is another than before. */
export const rowChange = changeOfRow.extend({
  /** Minor units; null where there is no row. */
  before: z.bigint().nullable(),
  after: z.bigint().nullable(),
});
export type RowChange = z.output<typeof rowChange>;
