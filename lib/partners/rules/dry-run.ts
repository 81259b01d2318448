import type pg from 'pg';
import type { z } from 'zod';
import { addDays, bucketStart, dayOf, nextBucket } from '@/lib/calendar/days';
import { inUndoneTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import { groupBy } from '@/lib/group-by';
import { toNumber } from '@/lib/reports/to-number';
import { type Expected, expectedOfLeads, expectedOfSales } from '../count/expected';
import type { RewardContext } from '../count/facts';
import { leadsByPerson, salesByPerson } from '../engine/build-facts';
import { loadContext } from '../engine/load-context';
import { loadFacts } from '../engine/load-facts';
import type { dryRunInput } from '../inputs';
import type { DryRun } from '../shapes';
import { arithmeticOf } from './rule-words';
import { checkTerms } from './save-rule';

const PEOPLE_AT_ONCE = 500;
const SAMPLES = 5;

/** Last quarter, as the workspace counts its days. */
function lastQuarter(now: Date, timeZone: string): { from: string; to: string } {
  const to = bucketStart(dayOf(now, timeZone), 'quarter', 'monday');
  return { from: bucketStart(addDays(to, -1), 'quarter', 'monday'), to };
}

/**
 * What a rule would have brought each partner had it been in force, alone, on what happened in those days in live mode, with
 * the refunds that are known by now (D10). Writes nothing.
 */
export async function dryRunRule(
  workspaceId: string,
  { partnerId, event, terms, ...asked }: z.output<typeof dryRunInput>,
  now: Date,
): Promise<DryRun> {
  checkTerms(event, terms);
  return inUndoneTransaction(async (tx) => {
    const known = await loadContext(tx, workspaceId);
    const quarter = lastQuarter(now, known.timeZone);
    const { from = quarter.from, to = asked.from ? nextBucket(asked.from, 'quarter') : quarter.to } = asked;
    if (to <= from) throw new AppError('unprocessable', 'The day after the last has to be after the first.', 'to');
    const rule = { id: '', partnerId, event, archivedAt: null, versions: [{ version: 1, validFrom: null, terms }] };
    const context: RewardContext = { ...known, rules: [rule] };
    const found: Expected[] = [];
    const isWithin = ({ fact }: Expected) => {
      const day = dayOf(fact.occurredAt, known.timeZone);
      return fact.livemode && day >= from && day < to;
    };
    for await (const page of event === 'sale'
      ? salesPages(tx, workspaceId, context)
      : leadPages(tx, workspaceId, context))
      found.push(...page.filter(isWithin));
    return { from, to, ...(await summed(tx, workspaceId, found, known.timeZone)) };
  });
}

/** Person by person: which sale was the first depends on all of them. */
async function* salesPages(tx: pg.ClientBase, workspaceId: string, context: RewardContext): AsyncGenerator<Expected[]> {
  for (let after = ''; ; ) {
    const { rows } = await tx.query<{ person_id: string }>(
      `select distinct person_id from ledger_owner where workspace_id = $1 and livemode and person_id > $2
         and jsonb_path_exists(attribution, '$.shares[*].partner ? (@ != "")') order by 1 limit $3`,
      [workspaceId, after, PEOPLE_AT_ONCE],
    );
    const last = rows.at(-1);
    if (!last) return;
    const facts = await loadFacts(tx, workspaceId, { people: rows.map(({ person_id }) => person_id), externalIds: [] });
    yield salesByPerson(facts, context.partners.values()).flatMap(({ sales, emails }) =>
      expectedOfSales(sales, emails, context),
    );
    after = last.person_id;
  }
}

async function* leadPages(tx: pg.ClientBase, workspaceId: string, context: RewardContext): AsyncGenerator<Expected[]> {
  for (let after = ''; ; ) {
    const { rows } = await tx.query<{ external_id: string }>(
      `select distinct external_id from lead where workspace_id = $1 and livemode and source in ('manual', 'trial') and external_id > $2
       order by 1 limit $3`,
      [workspaceId, after, PEOPLE_AT_ONCE],
    );
    const last = rows.at(-1);
    if (!last) return;
    const externalIds = rows.map(({ external_id }) => external_id);
    const people = await tx.query<{ person_id: string }>(
      `select distinct o.person_id from lead l join ledger_owner o
         on o.workspace_id = l.workspace_id and o.connection_id = l.connection_id and o.id = l.owner_id
       where l.workspace_id = $1 and l.external_id = any($2)`,
      [workspaceId, externalIds],
    );
    const facts = await loadFacts(tx, workspaceId, { people: people.rows.map((row) => row.person_id), externalIds });
    const asked = new Set(externalIds);
    yield leadsByPerson({ ...facts, leads: facts.leads.filter((lead) => asked.has(lead.externalId)) }).flatMap(
      (leads) => expectedOfLeads(leads, context),
    );
    after = last.external_id;
  }
}

async function summed(
  tx: pg.ClientBase,
  workspaceId: string,
  found: readonly Expected[],
  timeZone: string,
): Promise<Pick<DryRun, 'partners' | 'totals'>> {
  const names = await tx.query<{ id: string; name: string }>('select id, name from partner where workspace_id = $1', [
    workspaceId,
  ]);
  const nameOf = new Map(names.rows.map(({ id, name }) => [id, name]));
  const groups = groupBy(found, ({ partnerId, currency }) => JSON.stringify([partnerId, currency]));
  const partners = [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first ? partnerOf(own, { ...first, name: nameOf.get(first.partnerId) ?? '', timeZone }) : [];
  });
  const byCurrency = groupBy(partners, ({ currency }) => currency);
  return {
    partners: partners.sort((a, b) => b.earningsMinor - a.earningsMinor || (a.partner.id < b.partner.id ? -1 : 1)),
    totals: [...byCurrency].map(([currency, own]) => ({
      currency,
      events: own.reduce((sum, { events }) => sum + events, 0),
      earningsMinor: own.reduce((sum, { earningsMinor }) => sum + earningsMinor, 0),
    })),
  };
}

interface OfPartner extends Pick<Expected, 'partnerId' | 'currency'> {
  name: string;
  timeZone: string;
}

function partnerOf(own: readonly Expected[], { partnerId, currency, name, timeZone }: OfPartner) {
  const converted = own.filter(({ flags }) => !flags.includes('unconverted'));
  const sum = (of: (one: Expected) => bigint) => toNumber(converted.reduce((total, one) => total + of(one), 0n)) ?? 0;
  return {
    partner: { id: partnerId, name },
    currency,
    events: own.length,
    unconverted: own.length - converted.length,
    baseMinor: sum(({ now }) => now.base),
    earningsMinor: sum(({ now }) => now.earnings),
    samples: converted.slice(0, SAMPLES).map(({ sourceId, fact, now, terms, quantity }) => ({
      ...{ sourceId, customer: fact.ownerId || fact.personId, day: dayOf(fact.occurredAt, timeZone) },
      ...{ baseMinor: toNumber(now.base) ?? 0, earningsMinor: toNumber(now.earnings) ?? 0 },
      arithmetic: arithmeticOf(terms, { ...now, currency, quantity }),
    })),
  };
}
