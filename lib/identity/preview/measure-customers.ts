import type pg from 'pg';
import { z } from 'zod';
import { toNumber } from '@/lib/reports/to-number';
import type { Account } from '@/lib/reports/types';

/** The connection whose customers are counted. */
export interface Counted {
  account: Account;
  connectionId: string;
}

export interface CustomerFigures {
  customers: number;
  matched: number;
  revenueMinor: number;
  matchedMinor: number;
  people: number;
  byRule: Map<string, number>;
}

/** Known by Stripe's own id only. */
export const FALLBACK = 'fallback';

/**
 * Notes in a table of the session who is counted: the live customers and whoever bought as a guest, with what they brought in
 * all and whom they stand for.
 */
export async function noteCustomers(session: pg.ClientBase, { account, connectionId }: Counted): Promise<void> {
  const minor = account.feeHandling === 'gross' ? 'o.revenue_minor' : 'o.revenue_minor - o.fee_minor';
  await session.query(
    `create temp table counted as select o.id, o.person_id, o.resolved_by, ${minor} as minor
     from ledger_owner o where o.workspace_id = $1 and o.connection_id = $2 and o.livemode
       and (not o.guest or exists (select from sale s where s.workspace_id = o.workspace_id and s.connection_id = o.connection_id and s.owner_id = o.id))`,
    [account.workspaceId, connectionId],
  );
  await session.query('analyze counted');
}

const ruleRow = z.object({ rule: z.string(), customers: z.bigint(), minor: z.string().transform(BigInt) });
const peopleRow = z.object({ people: z.bigint() });

/** Who the noted customers are now, as the session sees it. */
export async function measureCustomers(session: pg.ClientBase, { account, connectionId }: Counted) {
  const values = [account.workspaceId, connectionId];
  const from = 'from counted c join ledger_owner o on o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id';
  const byRule = await session.query(
    `select o.resolved_by as rule, count(*) as customers, sum(c.minor)::text as minor ${from} group by 1 order by 2 desc, 1`,
    values,
  );
  const counted = await session.query(`select count(distinct o.person_id) as people ${from}`, values);
  const rules = z.array(ruleRow).parse(byRule.rows);
  const [{ people } = { people: 0n }] = z.array(peopleRow).parse(counted.rows);
  const matched = rules.filter(({ rule }) => rule !== FALLBACK);
  const sum = (list: typeof rules, of: 'customers' | 'minor') =>
    toNumber(list.reduce((total, row) => total + row[of], 0n)) ?? 0;
  return {
    customers: sum(rules, 'customers'),
    matched: sum(matched, 'customers'),
    revenueMinor: sum(rules, 'minor'),
    matchedMinor: sum(matched, 'minor'),
    people: Number(people),
    byRule: new Map(rules.map(({ rule, customers }) => [rule, Number(customers)])),
  } satisfies CustomerFigures;
}
