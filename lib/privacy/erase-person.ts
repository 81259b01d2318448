import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { onClient } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { groupBy } from '@/lib/group-by';
import { reresolve } from '@/lib/identity/reresolve';
import { projectPages } from '@/lib/inbox/project-batch';
import { redactEvent } from '@/lib/inbox/redact-personal';
import { pagesAgain } from '@/lib/inbox/stored-pages';
import { requireUser } from '@/lib/people/load-user';
import { forgetMentions } from '@/lib/webhooks/forget-mentions';
import { forgetTouches } from './forget-touches';

export interface Erasing {
  workspaceId: string;
  livemode: boolean;
  personId: string;
  /** Typed by whoever asks, so that nobody is erased by a slip. */
  confirmation: string;
  userId: string | null;
}

export interface Erased {
  /** What the person is called from now on. */
  personId: string;
  customers: number;
  events: number;
}

interface OwnerKey {
  connection_id: string;
  id: string;
}

const EVENTS_AT_ONCE = 500;

/**
 * Takes out of everything that is stored what says who a person is: of the events as they came, of what was read from them,
 * of identities and their audit. Money, dates, products, countries and Stripe's ids stay, under a name that leads nowhere, so
 * that every total stays what it was. What Stripe tells of them later is stripped as it is read. All of it or nothing; it
 * cannot be undone. Throws as `requireUser` does, and `unprocessable` when the confirmation is not the person's id.
 */
export async function erasePerson(erasing: Erasing): Promise<Erased> {
  const { workspaceId, livemode, personId, confirmation } = erasing;
  if (confirmation.trim() !== personId)
    throw new AppError('unprocessable', 'Type the id of the person to erase it.', 'confirmation');
  return inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    const owners = await ownersOf(tx, erasing);
    if (owners.length === 0) await onClient(tx, () => requireUser(erasing));
    const pseudonym = `erased_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const emails = await emailsOf(tx, workspaceId, owners);
    await rememberErased(tx, workspaceId, owners);
    const told = await forgetTouches(tx, { workspaceId, livemode, personId, pseudonym });
    const aliases = await forgetHandMade(tx, erasing, owners, pseudonym);
    const seqs = await redactEvents(tx, workspaceId, owners, emails);
    await projectPages(tx, workspaceId, () => pagesAgain(tx, workspaceId, seqs));
    for (const [connectionId, rows] of groupBy(owners, ({ connection_id }) => connection_id))
      await reresolve(tx, {
        ...{ workspaceId, connectionId, cause: 'erase', userId: erasing.userId },
        owners: rows.map(({ id }) => id),
      });
    const names = [...new Set([personId, ...aliases, ...emails, ...told])];
    await forgetMentions(tx, workspaceId, [...names, ...owners.map(({ id }) => id)]);
    await forgetNames(tx, { workspaceId, livemode, personId, names, owners, pseudonym });
    await tx.query(
      `insert into identity_action (workspace_id, id, kind, livemode, subject, person_id, created_by_id)
       values ($1, $2, 'erase', $3, $4, $4, $5)`,
      [workspaceId, randomUUID(), livemode, pseudonym, erasing.userId],
    );
    return { personId: pseudonym, customers: owners.length, events: seqs.length };
  });
}

async function ownersOf(tx: pg.ClientBase, { workspaceId, livemode, personId }: Erasing): Promise<OwnerKey[]> {
  const { rows } = await tx.query<OwnerKey>(
    'select connection_id, id from ledger_owner where workspace_id = $1 and livemode = $2 and person_id = $3 order by 1, 2',
    [workspaceId, livemode, personId],
  );
  return rows;
}

const AMONG = `(select * from json_to_recordset($2) as o(connection_id text, id text))`;

/** Every address that objects of theirs held, in lower case, to be found in texts. */
async function emailsOf(tx: pg.ClientBase, workspaceId: string, owners: readonly OwnerKey[]): Promise<string[]> {
  const { rows } = await tx.query<{ email: string }>(
    `select distinct lower(btrim(c.value ->> 'value')) as email
     from ledger_owner l join ${AMONG} o on o.connection_id = l.connection_id and o.id = l.id
     cross join lateral jsonb_array_elements(l.claims) as c(value)
     where l.workspace_id = $1 and c.value ->> 'field' in ('email', 'customer_email', 'receipt_email')`,
    [workspaceId, JSON.stringify(owners)],
  );
  return rows.map(({ email }) => email).filter((email) => email.includes('@'));
}

/** Customers and guests themselves, and every object of theirs. */
async function rememberErased(tx: pg.ClientBase, workspaceId: string, owners: readonly OwnerKey[]): Promise<void> {
  await tx.query(
    `insert into erased_subject (workspace_id, connection_id, subject_id)
     select $1, connection_id, id from ${AMONG} o
     union
     select $1, w.connection_id, w.object_id from object_owner w
     join ${AMONG} o on o.connection_id = w.connection_id and o.id = w.owner_id where w.workspace_id = $1
     on conflict do nothing`,
    [workspaceId, JSON.stringify(owners)],
  );
}

/** What was said by hand names the person; the pseudonym takes its place, before all rules. Returns its other ids. */
async function forgetHandMade(
  tx: pg.ClientBase,
  { workspaceId, livemode, personId }: Erasing,
  owners: readonly OwnerKey[],
  pseudonym: string,
): Promise<string[]> {
  const { rows } = await tx.query<{ alias_id: string }>(
    'delete from person_alias where workspace_id = $1 and livemode = $2 and person_id = $3 returning alias_id',
    [workspaceId, livemode, personId],
  );
  await tx.query(
    `insert into identity_pin (workspace_id, connection_id, owner_id, person_id)
     select $1, connection_id, id, $3 from ${AMONG} o
     on conflict (workspace_id, connection_id, owner_id)
     do update set person_id = excluded.person_id, policy = null, created_at = now()`,
    [workspaceId, JSON.stringify(owners), pseudonym],
  );
  return rows.map(({ alias_id }) => alias_id);
}

/** Rewrites the events of these owners and has them read again; returns their order of arrival. */
async function redactEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  owners: readonly OwnerKey[],
  emails: readonly string[],
): Promise<bigint[]> {
  const { rows: workspaces } = await tx.query<{ keys: string[] }>(
    'select metadata_keys as keys from workspace where id = $1',
    [workspaceId],
  );
  const keptKeys = workspaces[0]?.keys ?? [];
  const seqs: bigint[] = [];
  for (let after = 0n; ; ) {
    const { rows } = await tx.query<{ seq: bigint; connection_id: string; id: string; payload: string }>(
      `select e.seq, e.connection_id, e.id, e.payload from stripe_event e
       where e.workspace_id = $1 and e.seq > $3 and (
         exists (select from erased_subject s where s.workspace_id = $1 and s.connection_id = e.connection_id and s.subject_id = e.object_id)
         or exists (select from object_version v join ${AMONG} o on o.connection_id = v.connection_id and o.id = v.owner_id
           where v.workspace_id = $1 and v.connection_id = e.connection_id and v.event_id = e.id))
         and exists (select from ${AMONG} o where o.connection_id = e.connection_id)
       order by e.seq limit $4`,
      [workspaceId, JSON.stringify(owners), after, EVENTS_AT_ONCE],
    );
    const last = rows.at(-1);
    if (!last) return seqs;
    for (const { seq, connection_id, id, payload } of rows) {
      const redacted = JSON.stringify(redactEvent(JSON.parse(payload), { keptKeys, emails }));
      await tx.query(
        `update stripe_event set payload = $4, state = 'pending', reason = null
         where workspace_id = $1 and connection_id = $2 and id = $3`,
        [workspaceId, connection_id, id, redacted],
      );
      seqs.push(seq);
    }
    after = last.seq;
  }
}

interface Forgetting {
  workspaceId: string;
  livemode: boolean;
  personId: string;
  /** All ids and addresses that led to the person. */
  names: readonly string[];
  owners: readonly OwnerKey[];
  pseudonym: string;
}

/** The audit keeps what others did and when, and no name. What was tried out with the old names is dropped. */
async function forgetNames(tx: pg.ClientBase, forgetting: Forgetting): Promise<void> {
  const { workspaceId, livemode, personId, names, owners, pseudonym } = forgetting;
  const customers = JSON.stringify(owners);
  // How it went from one name of theirs to another says nothing without the names.
  await tx.query(
    `delete from person_move m using ${AMONG} o
     where m.workspace_id = $1 and m.connection_id = o.connection_id and m.owner_id = o.id`,
    [workspaceId, customers],
  );
  await tx.query(
    `update person_move set from_person = case from_person when $3 then $4 else from_person end,
       to_person = case to_person when $3 then $4 else to_person end
     where workspace_id = $1 and livemode = $2 and (from_person = $3 or to_person = $3)`,
    [workspaceId, livemode, personId, pseudonym],
  );
  await tx.query(
    `update identity_action a set subject = case when subject = any($3) or subject = any($6) then $4 else subject end,
       person_id = case when person_id = any($3) or exists (select from ${AMONG} o where o.connection_id = a.connection_id and o.id = a.subject)
         then $4 else person_id end, before = null, decision = null, reason = null
     where workspace_id = $1 and livemode = $5 and (person_id = any($3) or subject = any($3) or subject = any($6)
       or before ->> 'person' = any($3) or decision -> 'people' ?| $3
       or exists (select from ${AMONG} o where o.connection_id = a.connection_id and o.id = a.subject))`,
    [...[workspaceId, customers, names, pseudonym, livemode], names.flatMap((name) => [`id:${name}`, `email:${name}`])],
  );
  await tx.query('delete from attribution_due where workspace_id = $1 and key = any($2)', [
    workspaceId,
    names.flatMap((name) => [`person:${name}`, `id:${name}`, `email:${name}`]),
  ]);
  await tx.query('delete from identity_preview where workspace_id = $1', [workspaceId]);
  await tx.query('delete from identity_preview_move where workspace_id = $1', [workspaceId]);
}
