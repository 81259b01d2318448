import type pg from 'pg';
import { z } from 'zod';
import { textArray } from '@/lib/db/text-array';
import type { CommissionKey } from '../count/expected';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, countedTerms, DECISIONS, REWARD_EVENTS } from '../types';

const storedRow = z.object({
  id: z.string(),
  livemode: z.boolean(),
  partnerId: z.string(),
  ruleId: z.string(),
  event: z.enum(REWARD_EVENTS),
  connectionId: z.string(),
  sourceId: z.string(),
  ownerId: z.string(),
  personId: z.string(),
  linkId: z.string(),
  occurredAt: z.date(),
  currency: z.string(),
  base: z.bigint(),
  quantity: z.int(),
  earnings: z.bigint(),
  paid: z.bigint(),
  terms: countedTerms.nullable(),
  status: z.enum(COMMISSION_STATUSES),
  flags: z.array(z.enum(COMMISSION_FLAGS)),
  decision: z.enum(DECISIONS).nullable(),
  inPayout: z.boolean(),
  wasPaid: z.boolean(),
  holdUntil: z.date(),
  /** The number of the last line. */
  seq: z.int(),
  dismissed: z.array(z.string()).transform((digests) => new Set(digests)),
});
export type StoredRow = z.output<typeof storedRow>;

const SELECT = `select c.id, c.livemode, c.partner_id as "partnerId", c.rule_id as "ruleId", c.event, c.connection_id as "connectionId",
    c.source_id as "sourceId", c.owner_id as "ownerId", c.person_id as "personId", c.link_id as "linkId",
    c.occurred_at as "occurredAt", c.currency, c.base_minor as base, c.quantity, c.earnings_minor as earnings,
    c.paid_minor as paid, c.terms, c.status, c.flags, c.decision, c.in_payout as "inPayout", c.hold_until as "holdUntil",
    (select coalesce(max(l.seq), 0) from commission_line l where l.workspace_id = $1 and l.commission_id = c.id) as seq,
    exists (select from commission_line l join payout p on p.workspace_id = $1 and p.id = l.payout_id and p.status = 'paid'
      where l.workspace_id = $1 and l.commission_id = c.id) as "wasPaid",
    array(select p.digest from commission_proposal p
      where p.workspace_id = $1 and p.commission_id = c.id and p.status = 'dismissed') as dismissed
  from commission c where c.workspace_id = $1`;

async function read(tx: pg.ClientBase, text: string, values: unknown[]): Promise<StoredRow[]> {
  const { rows } = await tx.query(`${SELECT} and ${text}`, values);
  return z.array(storedRow).parse(rows);
}

interface Owner {
  connectionId: string;
  ownerId: string;
}

/** Commissions of these customers, people, or ids of the app. */
export async function storedOf(
  tx: pg.ClientBase,
  workspaceId: string,
  { owners, people }: { owners: readonly Owner[]; people: readonly string[] },
): Promise<StoredRow[]> {
  return read(
    tx,
    `c.id in (
       select id from commission where workspace_id = $1 and person_id = any($2::text[])
       union select k.id from commission k join unnest($3::text[], $4::text[]) as d(connection_id, owner_id)
         on k.connection_id = d.connection_id and k.owner_id = d.owner_id where k.workspace_id = $1)`,
    [
      workspaceId,
      textArray(people),
      textArray(owners.map(({ connectionId }) => connectionId)),
      textArray(owners.map(({ ownerId }) => ownerId)),
    ],
  );
}

/** Commissions on these sales and leads. */
export async function storedOn(
  tx: pg.ClientBase,
  workspaceId: string,
  sources: readonly Pick<CommissionKey, 'event' | 'connectionId' | 'sourceId'>[],
): Promise<StoredRow[]> {
  if (sources.length === 0) return [];
  return read(
    tx,
    `c.id in (
       select k.id from commission k join unnest($2::text[], $3::text[], $4::text[]) as d(event, connection_id, source_id)
         on k.event = d.event and k.connection_id = d.connection_id and k.source_id = d.source_id where k.workspace_id = $1)`,
    [
      workspaceId,
      textArray(sources.map(({ event }) => event)),
      textArray(sources.map(({ connectionId }) => connectionId)),
      textArray(sources.map(({ sourceId }) => sourceId)),
    ],
  );
}

/** These commissions. */
export const storedById = (tx: pg.ClientBase, workspaceId: string, ids: readonly string[]): Promise<StoredRow[]> =>
  read(tx, 'c.id = any($2::text[])', [workspaceId, textArray(ids)]);
