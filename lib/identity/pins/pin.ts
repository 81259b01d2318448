import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { Actor } from '../actions/by-hand';
import type { Pin } from '../actions/log-action';
import { reresolve } from '../reresolve';
import { CONFLICT_POLICIES } from '../types';

/** A customer or guest of a connection. */
export interface CustomerRef {
  connectionId: string;
  customerId: string;
}

const customerRow = z.object({
  livemode: z.boolean(),
  person_id: z.string(),
  rivals: z.array(z.string()),
  pinned: z.boolean(),
  pin_person: z.string().nullable(),
  policy: z.enum(CONFLICT_POLICIES).nullable(),
  erased: z.boolean(),
});

/** A customer as it stands now. Throws `not_found` when it is none of the workspace's, `conflict` when its data was erased. */
export async function requireCustomer(
  tx: pg.ClientBase,
  workspaceId: string,
  { connectionId, customerId }: CustomerRef,
) {
  const { rows } = await tx.query(
    `select o.livemode, o.person_id, o.rivals, p.owner_id is not null as pinned, p.person_id as pin_person, p.policy,
       exists (select from erased_subject e where e.workspace_id = $1 and e.connection_id = $2 and e.subject_id = $3) as erased
     from ledger_owner o
     left join identity_pin p on p.workspace_id = o.workspace_id and p.connection_id = o.connection_id and p.owner_id = o.id
     where o.workspace_id = $1 and o.connection_id = $2 and o.id = $3`,
    [workspaceId, connectionId, customerId],
  );
  const [found] = z.array(customerRow).parse(rows);
  if (!found) throw new AppError('not_found', 'There is no such customer.', 'customerId');
  if (found.erased)
    throw new AppError('conflict', `The data of “${customerId}” was erased: it is nobody’s.`, 'customerId');
  const { livemode, person_id: personId, rivals, pinned, pin_person, policy } = found;
  const pin: Pin | null = pinned ? { personId: pin_person, policy } : null;
  return { livemode, personId, rivals, pin };
}

interface Pinning extends CustomerRef {
  to: Pin | null;
  /** Whether its conflict was settled otherwise than the rules do. */
  settledBefore: boolean;
}

/** Puts another word before the rules of a customer, or none, and finds out anew who it is; returns whether it moved. */
export async function setPin(
  tx: pg.ClientBase,
  { workspaceId, userId }: Actor,
  { connectionId, customerId, to, settledBefore }: Pinning,
): Promise<boolean> {
  const key = [workspaceId, connectionId, customerId];
  if (to)
    await tx.query(
      `insert into identity_pin (workspace_id, connection_id, owner_id, person_id, policy) values ($1, $2, $3, $4, $5)
       on conflict (workspace_id, connection_id, owner_id) do update set person_id = excluded.person_id, policy = excluded.policy`,
      [...key, to.personId, to.policy],
    );
  else await tx.query('delete from identity_pin where workspace_id = $1 and connection_id = $2 and owner_id = $3', key);
  const { moved } = await reresolve(tx, {
    ...{ workspaceId, connectionId, userId, cause: 'pin', owners: [customerId] },
    // Another policy finds other ids for a customer, of which one may begin to be shared by too many, or cease to be.
    identifyAnew: settledBefore || Boolean(to?.policy),
  });
  return moved > 0;
}
