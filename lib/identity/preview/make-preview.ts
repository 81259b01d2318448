import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { onClient } from '@/lib/db/query-rows';
import type { Account } from '@/lib/reports/types';
import { CONFLICT_KINDS } from '../conflicts/conflict-shapes';
import { type Mapping, nameOfRule } from '../types';
import { countConflicts } from './count-conflicts';
import { loadEffects } from './load-effects';
import { FALLBACK, measureCustomers, noteCustomers } from './measure-customers';
import { openTrial } from './open-trial';
import type { PreviewResult } from './types';

export interface PreviewWork {
  id: string;
  account: Account;
  connectionId: string;
  mapping: Mapping;
  now: Date;
  progress: (done: number) => Promise<unknown>;
}

/**
 * Compares the customers and reports as they are with what they would be if the mapping were in force, and stores who would
 * stand for somebody else. All of it is of one moment, whatever arrives meanwhile; nothing but the list is written.
 */
export async function makePreview(session: pg.ClientBase, work: PreviewWork): Promise<PreviewResult> {
  await session.query('begin isolation level repeatable read');
  await session.query("set local work_mem = '64MB'");
  const { rows } = await session.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
  await noteCustomers(session, work);
  const trial = openTrial(session, { ...work, workspaceId: work.account.workspaceId });
  const [before] = await Promise.all([measureBeside(rows[0]?.snapshot ?? '', work), trial]);
  const after = await measure(session, work);
  const moved = await storeMoves(session, work);
  await session.query('commit');
  return compare(work, { before, after, moved });
}

/** What is so now, meanwhile and of the same moment. */
async function measureBeside(snapshot: string, work: PreviewWork): Promise<Measured> {
  const session = await openSession();
  try {
    await session.query('begin isolation level repeatable read');
    await session.query(`set transaction snapshot ${session.escapeLiteral(snapshot)}`);
    await noteCustomers(session, work);
    return await measure(session, work);
  } finally {
    await session.end().catch(() => {});
  }
}

type Measured = Awaited<ReturnType<typeof measure>>;

async function measure(session: pg.ClientBase, work: PreviewWork) {
  const { account, now } = work;
  const customers = await measureCustomers(session, work);
  const conflicts = [];
  for (const kind of CONFLICT_KINDS)
    conflicts.push({ kind, ...(await countConflicts(session, kind, account.workspaceId)) });
  const effects = await onClient(session, () => loadEffects(account, now));
  return { customers, conflicts, effects };
}

async function storeMoves(session: pg.ClientBase, { account, connectionId, id }: PreviewWork): Promise<number> {
  const { rowCount } = await session.query(
    `insert into identity_preview_move (workspace_id, connection_id, preview_id, owner_id, from_person, to_person, from_rule, to_rule, revenue_minor)
     select $1, $2, $3, c.id, c.person_id, o.person_id, c.resolved_by, o.resolved_by, c.minor
     from counted c join ledger_owner o on o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id
     where c.person_id <> o.person_id`,
    [account.workspaceId, connectionId, id],
  );
  return rowCount ?? 0;
}

function compare(
  { account, mapping }: PreviewWork,
  { before, after, moved }: { before: Measured; after: Measured; moved: number },
): PreviewResult {
  const [was, is] = [before.customers, after.customers];
  const rules = new Set([...mapping.rules.map(nameOfRule), ...was.byRule.keys(), ...is.byRule.keys()]);
  rules.delete(FALLBACK);
  const valueBefore = new Map(before.effects.map(({ metric, label, value }) => [`${metric} ${label}`, value]));
  return {
    customers: { total: is.customers, before: was.matched, after: is.matched },
    revenue: { currency: account.currency, total: is.revenueMinor, before: was.matchedMinor, after: is.matchedMinor },
    people: { before: was.people, after: is.people },
    byRule: [...rules, FALLBACK].map((rule) => ({
      ...{ rule, before: was.byRule.get(rule) ?? 0, after: is.byRule.get(rule) ?? 0 },
    })),
    moved,
    conflicts: after.conflicts.map(({ kind, count, samples }, index) => ({
      ...{ kind, samples, before: before.conflicts[index]?.count ?? 0, after: count },
    })),
    unresolved: { before: was.customers - was.matched, after: is.customers - is.matched },
    effects: after.effects.map(({ value, ...effect }) => ({
      ...{ ...effect, before: valueBefore.get(`${effect.metric} ${effect.label}`) ?? null, after: value },
    })),
  };
}
