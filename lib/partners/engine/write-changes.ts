import type pg from 'pg';
import { newId } from '@/lib/auth/new-id';
import { dayOf } from '@/lib/calendar/days';
import type { Change } from '../count/settle';
import { digestOf, sameTerms } from '../count/settle';
import type { SettleContext } from './load-context';
import type { StoredRow } from './load-stored';

const DAY_MS = 86_400_000;

/** A change of what the engine read. */
export interface ChangedRow extends Change {
  /** `renamed`: its sale has another id by now. */
  stored: (Change['stored'] & StoredRow & { renamed: boolean }) | null;
}

/** Writes what is new and what became another. Returns the ids of both. */
export async function writeChanges(
  tx: pg.ClientBase,
  workspaceId: string,
  changes: readonly ChangedRow[],
  { timeZone, holdingDays, now }: SettleContext & { now: Date },
): Promise<{ created: string[]; updated: string[] }> {
  const rows = changes.map((change) => ({ change, id: change.stored?.id ?? newId('com') }));
  const fresh = rows.filter(({ change }) => change.stored === null);
  const altered = rows.filter(({ change }) => change.stored !== null && isAnother(change));
  await tx.query('insert into commission select * from json_populate_recordset(null::commission, $1)', [
    JSON.stringify(
      fresh.map(({ id, change }) => {
        const occurredAt = change.expected?.fact.occurredAt ?? now;
        return {
          ...{ workspace_id: workspaceId, id, livemode: change.expected?.fact.livemode ?? false },
          ...columnsOf(change, timeZone),
          ...{ partner_id: change.expected?.partnerId, rule_id: change.expected?.ruleId },
          ...{ event: change.expected?.event, connection_id: change.expected?.connectionId },
          ...{ in_payout: false, paid_minor: '0', decision: null, reason: null },
          ...{ hold_until: new Date(occurredAt.getTime() + holdingDays * DAY_MS), created_at: now, updated_at: now },
        };
      }),
    ),
  ]);
  if (altered.length > 0)
    await tx.query(UPDATE, [
      workspaceId,
      JSON.stringify(altered.map(({ id, change }) => ({ id, ...columnsOf(change, timeZone) }))),
      now,
    ]);
  await writeLines(tx, workspaceId, rows, now);
  await writeProposals(tx, workspaceId, rows, now);
  return { created: fresh.map(({ id }) => id), updated: altered.map(({ id }) => id) };
}

const UPDATE = `update commission c set source_id = n.source_id, owner_id = n.owner_id, person_id = n.person_id, link_id = n.link_id,
    occurred_at = n.occurred_at, day = n.day, currency = n.currency, base_minor = n.base_minor, quantity = n.quantity,
    earnings_minor = n.earnings_minor, terms = n.terms, status = n.status, flags = n.flags, updated_at = $3
  from json_populate_recordset(null::commission, $2) n where c.workspace_id = $1 and c.id = n.id`;

function columnsOf({ stored, expected, terms, flags, status, currency, ...to }: ChangedRow, timeZone: string) {
  const fact = expected?.fact ?? stored?.fact ?? stored;
  const occurredAt = fact?.occurredAt ?? new Date(0);
  return {
    ...{ source_id: stored?.sourceId ?? expected?.sourceId, owner_id: fact?.ownerId, person_id: fact?.personId },
    link_id: expected?.linkId ?? stored?.linkId ?? '',
    ...{ occurred_at: occurredAt, day: dayOf(occurredAt, timeZone), currency, terms, status, flags },
    ...{ base_minor: to.base.toString(), quantity: to.quantity, earnings_minor: to.earnings.toString() },
  };
}

/** Whether anything that is stored of it is another. */
function isAnother({ stored, ...to }: ChangedRow): boolean {
  if (!stored) return true;
  const fact = to.expected?.fact ?? stored.fact ?? stored;
  return (
    to.bookings.length > 0 ||
    stored.renamed ||
    to.status !== stored.status ||
    to.base !== stored.base ||
    to.quantity !== stored.quantity ||
    to.currency !== stored.currency ||
    to.flags.join() !== stored.flags.join() ||
    !sameTerms(to.terms, stored.terms) ||
    fact.ownerId !== stored.ownerId ||
    fact.personId !== stored.personId ||
    fact.occurredAt.getTime() !== stored.occurredAt.getTime()
  );
}

type Row = { id: string; change: ChangedRow };

async function writeLines(tx: pg.ClientBase, workspaceId: string, rows: readonly Row[], now: Date): Promise<void> {
  const lines = rows.flatMap(({ id, change: { stored, bookings } }) =>
    bookings.map(({ kind, amount, currency, reason }, index) => ({
      ...{ workspace_id: workspaceId, commission_id: id, seq: (stored?.seq ?? 0) + index + 1, kind, currency, reason },
      ...{ amount_minor: amount.toString(), at: now, by_id: null, payout_id: null },
    })),
  );
  if (lines.length > 0)
    await tx.query('insert into commission_line select * from json_populate_recordset(null::commission_line, $1)', [
      JSON.stringify(lines),
    ]);
}

/** What is proposed now; what was and is no longer becomes obsolete. */
async function writeProposals(tx: pg.ClientBase, workspaceId: string, rows: readonly Row[], now: Date): Promise<void> {
  const settled = rows.filter(({ change }) => change.stored?.inPayout);
  if (settled.length === 0) return;
  const proposed = settled.flatMap(({ id, change: { proposal, earnings } }) =>
    proposal
      ? {
          ...{ id: newId('prop'), commission_id: id, terms: proposal.terms, digest: digestOf(proposal.terms) },
          ...{ earnings_minor: earnings.toString(), proposed_minor: proposal.earnings.toString() },
          reason: proposal.reason,
        }
      : [],
  );
  await tx.query(
    `update commission_proposal p set status = 'obsolete', decided_at = $4
     where p.workspace_id = $1 and p.status = 'open' and p.commission_id = any($2::text[])
       and not exists (select from json_to_recordset($3) n(commission_id text, digest text)
         where n.commission_id = p.commission_id and n.digest = p.digest)`,
    [workspaceId, settled.map(({ id }) => id), JSON.stringify(proposed), now],
  );
  await tx.query(
    `insert into commission_proposal as p (workspace_id, id, commission_id, terms, digest, earnings_minor, proposed_minor, reason, created_at)
     select $1, n.id, n.commission_id, n.terms, n.digest, n.earnings_minor, n.proposed_minor, n.reason, $3
     from json_to_recordset($2) n(id text, commission_id text, terms jsonb, digest text, earnings_minor bigint, proposed_minor bigint, reason text)
     on conflict (workspace_id, commission_id, digest) do update set
       status = 'open', earnings_minor = excluded.earnings_minor, proposed_minor = excluded.proposed_minor,
       terms = excluded.terms, reason = excluded.reason, decided_at = null, decided_by_id = null
     where p.status <> 'dismissed'`,
    [workspaceId, JSON.stringify(proposed), now],
  );
}
