import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import type { Account, Mode } from '@/lib/reports/types';
import { describePeople } from './describe-people';
import { customersOf } from './list-customers';
import { loadCredit } from './load-credit';
import { loadIdentifiers } from './load-identifiers';
import type { PersonDetail } from './shapes';

export const personMode = z.object({ mode: z.enum(['live', 'test']).default('live') });

const aliasRow = z.object({ person: z.string() });
const countRow = z.object({ purchases: z.bigint() });
const dayRow = z.object({ day: z.string().nullable() });
const movedRow = z.object({ to: z.string() });

/**
 * Everything about a person but what happened: see `loadTimeline`. An alias answers with the person that it stands for.
 * Throws `not_found` for an id that no customer stands for.
 */
export async function loadPerson(account: Account, id: string, mode: Mode, now = new Date()): Promise<PersonDetail> {
  const livemode = mode === 'live';
  const person = await standingFor(account.workspaceId, livemode, id);
  const whose = { workspaceId: account.workspaceId, livemode, person };
  const [[described], customers, identifiers, creditedTo, [count]] = await Promise.all([
    describePeople(account, livemode, [person], now),
    customersOf(account.workspaceId, livemode, person),
    loadIdentifiers(whose),
    loadCredit(whose),
    queryRows(countRow, {
      text: `select coalesce(sum(e.quantity), 0)::bigint as purchases from ledger_owner o
        join ledger_entry e on e.workspace_id = $1 and e.connection_id = o.connection_id and e.owner_id = o.id and e.measure = 'sale'
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = $3`,
      values: [account.workspaceId, livemode, person],
    }),
  ]);
  if (!described) throw new AppError('not_found', `No customer in ${mode} mode stands for this id.`);
  return {
    ...described,
    currency: account.currency,
    purchases: Number(count?.purchases ?? 0n),
    creditedTo,
    customerList: customers,
    identifiers,
  };
}

async function standingFor(workspaceId: string, livemode: boolean, id: string): Promise<string> {
  const [alias] = await queryRows(aliasRow, {
    text: 'select person_id as person from person_alias where workspace_id = $1 and livemode = $2 and alias_id = $3',
    values: [workspaceId, livemode, id],
  });
  return alias?.person ?? id;
}

/** The first day of which anything is known of a person; null where nothing is. */
export async function firstDayOf(workspaceId: string, livemode: boolean, person: string): Promise<string | null> {
  const [first] = await queryRows(dayRow, {
    text: `select min(least(e.day, s.day, j.day)) as day from ledger_owner o
      left join lateral (
        select min(day) as day from ledger_entry where workspace_id = $1 and connection_id = o.connection_id and owner_id = o.id
      ) e on true
      left join lateral (
        select min(from_day) as day from mrr_span where workspace_id = $1 and connection_id = o.connection_id and owner_id = o.id
      ) s on true
      left join person_joined j on j.workspace_id = $1 and j.person_id = o.person_id and j.livemode = $2
      where o.workspace_id = $1 and o.livemode = $2 and o.person_id = $3`,
    values: [workspaceId, livemode, person],
  });
  return first?.day ?? null;
}

/** Whom the customers of an id stand for that stands for nobody any more, newest first. */
export async function movedFrom(workspaceId: string, livemode: boolean, person: string): Promise<string[]> {
  const rows = await queryRows(movedRow, {
    text: `select o.person_id as to from person_move m
      join ledger_owner o on o.workspace_id = $1 and o.connection_id = m.connection_id and o.id = m.owner_id
      where m.workspace_id = $1 and m.from_person = $3 and m.livemode = $2 group by 1 order by max(m.seq) desc limit 5`,
    values: [workspaceId, livemode, person],
  });
  return rows.map(({ to }) => to);
}
