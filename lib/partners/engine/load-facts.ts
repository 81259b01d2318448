import type pg from 'pg';
import { z } from 'zod';
import { attribution } from '@/lib/attribution/types';
import { textArray } from '@/lib/db/text-array';

const integer = z.string().transform(BigInt);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const objects = z.array(z.object({ type: z.string(), id: z.string() }));

const owner = z.object({
  connectionId: z.string(),
  id: z.string(),
  livemode: z.boolean(),
  personId: z.string(),
  email: z.string().nullable(),
  identifiers: z.array(z.string()),
  attribution: attribution.nullable(),
});
export type OwnerRow = z.output<typeof owner>;

const sale = z.object({
  connectionId: z.string(),
  id: z.string(),
  ownerId: z.string(),
  occurredAt: instant,
  currency: z.string(),
  net: integer,
  objects,
});
export type SaleRow = z.output<typeof sale>;

/** What entries of the ledger sum to, by what they are of. */
const sum = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  measure: z.string(),
  productId: z.string(),
  currency: z.string(),
  objects,
  minor: integer,
  reporting: integer.nullable(),
  unrated: z.int(),
});
export type SumRow = z.output<typeof sum>;

const lead = z.object({
  id: z.string(),
  source: z.enum(['manual', 'trial']),
  livemode: z.boolean(),
  eventName: z.string(),
  occurredAt: instant,
  quantity: z.int(),
  externalId: z.string(),
  email: z.string().nullable(),
  connectionId: z.string().nullable(),
  ownerId: z.string().nullable(),
  partner: z.string().nullable(),
  link: z.string().nullable(),
});
export type LeadRow = z.output<typeof lead>;

const facts = z.object({
  owners: z.array(owner),
  sales: z.array(sale),
  sums: z.array(sum),
  leads: z.array(lead),
});
export type FactRows = z.output<typeof facts>;

/** One statement, so that everything is of one moment while the projector goes on. */
const FACTS = `
  with owners as (
    select connection_id, id, livemode, person_id, email, identifiers, attribution from ledger_owner
    where workspace_id = $1 and person_id = any($2::text[])
  ), sales as (
    select s.* from sale s join owners o on o.connection_id = s.connection_id and o.id = s.owner_id where s.workspace_id = $1
  ), sums as (
    select e.connection_id, e.owner_id, e.measure, e.product_id, e.currency, e.detail->'objects' as objects,
      sum(e.amount_minor) as minor, sum(e.reporting_minor) as reporting, count(*) filter (where e.reporting_minor is null) as unrated
    from ledger_entry e join owners o on o.connection_id = e.connection_id and o.id = e.owner_id
    where e.workspace_id = $1
      and e.measure in ('sale', 'sale_gross', 'sale_discount', 'sale_tax', 'refund', 'lost_dispute', 'charge')
    group by 1, 2, 3, 4, 5, 6
  ), leads as (
    select l.*, t.partner_id as partner, t.link_id as link
    from lead l left join touchpoint t on t.workspace_id = l.workspace_id and t.id = l.click_id and t.credits
    where l.workspace_id = $1 and l.source in ('manual', 'trial') and l.external_id in (
      select unnest($3::text[])
      union select k.external_id from lead k join owners o on o.connection_id = k.connection_id and o.id = k.owner_id where k.workspace_id = $1
    )
  )
  select
    (select coalesce(jsonb_agg(jsonb_build_object('connectionId', connection_id, 'id', id, 'livemode', livemode,
      'personId', person_id, 'email', email, 'identifiers', identifiers, 'attribution', attribution)), '[]') from owners) as owners,
    (select coalesce(jsonb_agg(jsonb_build_object('connectionId', connection_id, 'id', id, 'ownerId', owner_id,
      'occurredAt', occurred_at, 'currency', currency, 'net', net_minor::text, 'objects', objects)), '[]') from sales) as sales,
    (select coalesce(jsonb_agg(jsonb_build_object('connectionId', connection_id, 'ownerId', owner_id, 'measure', measure,
      'productId', product_id, 'currency', currency, 'objects', objects, 'minor', minor::text, 'reporting', reporting::text,
      'unrated', unrated)), '[]') from sums) as sums,
    (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'source', source, 'livemode', livemode, 'eventName', event_name,
      'occurredAt', occurred_at, 'quantity', quantity, 'externalId', external_id, 'email', email,
      'connectionId', connection_id, 'ownerId', owner_id, 'partner', partner, 'link', link)), '[]') from leads) as leads`;

/** What is known of these people, and of leads that the app tracked under these ids of its own. */
export async function loadFacts(
  tx: pg.ClientBase,
  workspaceId: string,
  { people, externalIds }: { people: readonly string[]; externalIds: readonly string[] },
): Promise<FactRows> {
  const { rows } = await tx.query({
    text: FACTS,
    values: [workspaceId, textArray(people), textArray(externalIds)],
  });
  return facts.parse(rows[0]);
}
