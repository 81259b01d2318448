import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { keyText, readKey, writeKey } from '@/lib/page-key';
import { stripeObject } from '@/lib/reports/explain-row';
import { connectionColour } from '@/lib/workspace/connection-inputs';
import type { CustomerList, ListedCustomer } from './shapes';

export const customerQuery = z.object({
  connection: z.string().max(200).optional(),
  person: z.string().max(1000).optional(),
  mode: z.enum(['live', 'test']).default('live'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const row = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  colour: connectionColour.catch('teal'),
  id: z.string(),
  guest: z.boolean(),
  livemode: z.boolean(),
  person: z.string(),
  resolvedBy: z.string(),
  rivals: z.array(z.string()),
  name: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: z.date().nullable(),
  deleted: z.boolean(),
});

const SELECT = `select o.connection_id as "connectionId", c.name as "connectionName", c.colour, o.id, o.guest, o.livemode, o.person_id as person,
    o.resolved_by as "resolvedBy", o.rivals, o.name, o.email, o.country, o.created_at as "createdAt", o.deleted
  from ledger_owner o join connection c on c.workspace_id = o.workspace_id and c.id = o.connection_id
  where o.workspace_id = $1`;

const toCustomer = ({ livemode, createdAt, ...customer }: z.output<typeof row>): ListedCustomer => ({
  ...customer,
  mode: livemode ? 'live' : 'test',
  createdAt: createdAt?.toISOString() ?? null,
  url: customer.guest ? null : stripeObject('customer', customer.id, livemode).url,
});

/** Customers and guests of one mode in the order of their ids, of one source or one person where it is asked for. */
export async function listCustomers(
  workspaceId: string,
  { connection, person, mode, cursor, limit }: z.output<typeof customerQuery>,
): Promise<CustomerList> {
  const [afterConnection, afterId] = readKey(cursor, z.tuple([keyText, keyText])) ?? ['', ''];
  const rows = await queryRows(row, {
    text: `${SELECT} and o.livemode = $2 and ($3::text is null or o.connection_id = $3) and ($4::text is null or o.person_id = $4)
      and (o.connection_id, o.id) > ($5, $6) order by o.connection_id, o.id limit $7`,
    values: [workspaceId, mode === 'live', connection ?? null, person ?? null, afterConnection, afterId, limit + 1],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    customers: page.map(toCustomer),
    nextCursor: rows.length > limit && last ? writeKey([last.connectionId, last.id]) : null,
  };
}

/** All that stand for a person, and those that stand for somebody else but are shown with both (conflict policy "share"). */
export async function customersOf(workspaceId: string, livemode: boolean, person: string) {
  const [own, shared] = await Promise.all([
    queryRows(row, {
      text: `${SELECT} and o.person_id = $2 and o.livemode = $3 order by o.created_at nulls last, o.connection_id, o.id`,
      values: [workspaceId, person, livemode],
    }),
    queryRows(row, {
      text: `${SELECT} and o.livemode = $3 and $2 = any(o.rivals) and o.person_id <> $2
        and (o.connection_id, o.id) in (
          select connection_id, owner_id from owner_identifier where workspace_id = $1 and livemode = $3 and identifier in (
            select 'id:' || $2 union select 'id:' || alias_id from person_alias where workspace_id = $1 and livemode = $3 and person_id = $2))
        and coalesce(
          (select policy from identity_pin where workspace_id = $1 and connection_id = o.connection_id and owner_id = o.id),
          (select settings->>'conflictPolicy' from identity_mapping where workspace_id = $1 and connection_id = o.connection_id
             and applied_at is not null order by version desc limit 1)) = 'share'
        order by o.connection_id, o.id`,
      values: [workspaceId, person, livemode],
    }),
  ]);
  return [
    ...own.map((customer) => ({ ...toCustomer(customer), isShared: false })),
    ...shared.map((customer) => ({ ...toCustomer(customer), isShared: true })),
  ];
}
