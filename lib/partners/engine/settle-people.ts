import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { type CommissionKey, expectedOfLeads, expectedOfSales } from '../count/expected';
import type { LeadFact, SaleFact } from '../count/facts';
import { keyOf, settle } from '../count/settle';
import { leadsByPerson, salesByPerson } from './build-facts';
import { OF_LEADS } from './due';
import { loadContext } from './load-context';
import { type FactRows, loadFacts } from './load-facts';
import { type StoredRow, storedById, storedOf, storedOn } from './load-stored';
import { tellOfCommissions } from './tell-of-commissions';
import { type ChangedRow, writeChanges } from './write-changes';

/** Whose commissions are to be worked out again. */
export interface Due {
  owners: readonly { connectionId: string; ownerId: string }[];
  /** Ids of the app under which it tracked leads. */
  externalIds: readonly string[];
  /** Commissions that are to be looked at, whoever they are about. */
  ids?: readonly string[];
}

/**
 * Brings the commissions of these people to what the facts and rules come to, and books the difference. Whoever holds the
 * lock of the workspace's commissions may call it.
 */
export async function settlePeople(tx: pg.ClientBase, workspaceId: string, due: Due, now: Date): Promise<void> {
  const context = { ...(await loadContext(tx, workspaceId)), now };
  const { people, stored: before } = await involved(tx, workspaceId, due);
  const named = due.ids ? await storedById(tx, workspaceId, due.ids) : [];
  const rows = await loadFacts(tx, workspaceId, { people, externalIds: [...due.externalIds, ...people] });
  const sales = salesByPerson(rows, context.partners.values());
  const leads = leadsByPerson(rows);
  const expected = [
    ...sales.flatMap(({ sales: own, emails }) => expectedOfSales(own, emails, context)),
    ...leads.flatMap((own) => expectedOfLeads(own, context)),
  ];
  const stored = unique([
    ...before,
    ...named,
    ...(await storedOn(tx, workspaceId, [...expected, ...formerSources(rows)])),
  ]);
  const facts = [...sales.flatMap(({ sales: own }) => own), ...leads.flat()];
  const known = withFacts(followNames(stored, rows), facts);
  const changes = settle(known, expected).map((change): ChangedRow => {
    const row = change.stored === null ? null : known.find(({ id }) => id === change.stored?.id);
    return { ...change, stored: row ?? null };
  });
  const written = await writeChanges(tx, workspaceId, changes, context);
  await tellOfCommissions(tx, workspaceId, written, now);
}

/**
 * The people whose commissions have to be worked out together, and these: those due, those their commissions were of, and
 * those whom the sales of these belong to by now.
 */
async function involved(tx: pg.ClientBase, workspaceId: string, { owners, externalIds }: Due) {
  let people = new Set(externalIds.filter((id) => id !== ''));
  for (;;) {
    const stored = await storedOf(tx, workspaceId, { owners, people: [...people] });
    const found = await peopleBehind(tx, workspaceId, owners, stored);
    const all = new Set([...people, ...found, ...stored.map(({ personId }) => personId)].filter((id) => id !== ''));
    if (all.size === people.size) return { people: [...people], stored };
    people = all;
  }
}

async function peopleBehind(
  tx: pg.ClientBase,
  workspaceId: string,
  due: Due['owners'],
  stored: readonly StoredRow[],
): Promise<string[]> {
  const owners = [...due, ...stored.filter(({ ownerId }) => ownerId !== '')];
  const sales = stored.filter(({ event }) => event === 'sale');
  const { rows } = await tx.query<{ person_id: string }>(
    `select o.person_id from ledger_owner o join unnest($2::text[], $3::text[]) as d(connection_id, owner_id)
       on o.connection_id = d.connection_id and o.id = d.owner_id where o.workspace_id = $1
     union select o.person_id from sale s join unnest($4::text[], $5::text[]) as d(connection_id, sale_id)
       on s.connection_id = d.connection_id and s.id = d.sale_id
       join ledger_owner o on o.workspace_id = $1 and o.connection_id = s.connection_id and o.id = s.owner_id
       where s.workspace_id = $1`,
    [
      workspaceId,
      textArray(owners.map(({ connectionId }) => connectionId)),
      textArray(owners.map(({ ownerId }) => ownerId)),
      textArray(sales.map(({ connectionId }) => connectionId)),
      textArray(sales.map(({ sourceId }) => sourceId)),
    ],
  );
  return rows.map(({ person_id }) => person_id);
}

type Source = Pick<CommissionKey, 'event' | 'connectionId' | 'sourceId'>;

/** What a sale may have been called while less was known of it: by its session, payment intent or charge. */
const formerSources = ({ sales }: FactRows): Source[] =>
  sales.flatMap(({ connectionId, objects }) =>
    objects.map(({ id }): Source => ({ event: 'sale', connectionId, sourceId: id })),
  );

type Known = StoredRow & { renamed: boolean };

/** A commission whose sale has another id by now goes with it, unless there is one already. */
function followNames(stored: readonly StoredRow[], { sales }: FactRows): Known[] {
  const names = new Map(
    sales.flatMap(({ connectionId, id, objects }) => objects.map((one) => [nameOf(connectionId, one.id), id] as const)),
  );
  const current = new Set(sales.map(({ connectionId, id }) => nameOf(connectionId, id)));
  const taken = new Set(stored.map(keyOf));
  return stored.map((one) => {
    const name = nameOf(one.connectionId, one.sourceId);
    const sourceId = one.event === 'sale' && !current.has(name) ? names.get(name) : undefined;
    if (sourceId === undefined || taken.has(keyOf({ ...one, sourceId }))) return { ...one, renamed: false };
    taken.add(keyOf({ ...one, sourceId }));
    return { ...one, sourceId, renamed: true };
  });
}

const nameOf = (connectionId: string, id: string) => JSON.stringify([connectionId, id]);

function withFacts<Row extends StoredRow>(stored: readonly Row[], facts: readonly (SaleFact | LeadFact)[]) {
  const event = (fact: SaleFact | LeadFact) => ('parts' in fact ? 'sale' : 'lead');
  const byKey = new Map(facts.map((fact) => [JSON.stringify([event(fact), fact.connectionId, fact.id]), fact]));
  return stored.map((one) => ({
    ...one,
    fact: byKey.get(JSON.stringify([one.event, one.connectionId, one.sourceId])) ?? null,
  }));
}

const unique = (rows: readonly StoredRow[]): StoredRow[] => [...new Map(rows.map((row) => [row.id, row])).values()];

/** The same for whom these commissions are about. */
export const resettle = (
  tx: pg.ClientBase,
  workspaceId: string,
  rows: readonly StoredRow[],
  now: Date,
): Promise<void> =>
  settlePeople(
    tx,
    workspaceId,
    {
      owners: rows.filter(({ connectionId, ownerId }) => connectionId !== OF_LEADS && ownerId !== ''),
      externalIds: rows.map(({ personId }) => personId),
      ids: rows.map(({ id }) => id),
    },
    now,
  );
