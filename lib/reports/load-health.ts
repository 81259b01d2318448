import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Account, Mode } from './types';

const eventRow = z.object({ state: z.string(), count: z.bigint() });
const issueRow = z.object({ kind: z.string(), count: z.bigint(), message: z.string() });
const lastRow = z.object({ last: z.date().nullable() });

export interface Health {
  pending: number;
  failed: number;
  ignored: number;
  issues: { kind: string; count: number; message: string }[];
  /** ISO instant at which the last event arrived. */
  lastEventAt: string | null;
}

/** What keeps the figures from being complete: events not yet or not at all projected, and what the ledger could not compute. */
export async function loadHealth(account: Account, mode: Mode): Promise<Health> {
  const values = [account.workspaceId, mode === 'live'];
  const [events, issues, [last]] = await Promise.all([
    queryRows(eventRow, {
      text: `select state, count(*) as count from stripe_event where workspace_id = $1 and livemode = $2 and state in ('pending', 'failed', 'ignored') group by 1`,
      values,
    }),
    queryRows(issueRow, {
      text: `select i.kind, count(*) as count, min(i.message) as message from ledger_issue i
        left join ledger_owner o on o.workspace_id = i.workspace_id and o.connection_id = i.connection_id and o.id = i.owner_id
        where i.workspace_id = $1 and coalesce(o.livemode, true) = $2 group by 1 order by 1`,
      values,
    }),
    queryRows(lastRow, {
      text: 'select known_at as last from stripe_event where workspace_id = $1 order by seq desc limit 1',
      values: [account.workspaceId],
    }),
  ]);
  const [unknownFees, unsound] = await Promise.all([feesUnknown(account, mode), figuresUnsound(account)]);
  const count = (state: string) => Number(events.find((row) => row.state === state)?.count ?? 0n);
  return {
    pending: count('pending'),
    failed: count('failed'),
    ignored: count('ignored'),
    issues: [...unsound, ...unknownFees, ...issues.map((row) => ({ ...row, count: Number(row.count) }))],
    lastEventAt: last?.last?.toISOString() ?? null,
  };
}

const checkRow = z.object({ problem: z.string().nullable() });

/** What the last nightly check found. */
async function figuresUnsound({ workspaceId }: Account): Promise<Health['issues']> {
  const [row] = await queryRows(checkRow, {
    text: `select problem from pull_cursor where workspace_id = $1 and kind = 'nightly_check'`,
    values: [workspaceId],
  });
  if (!row?.problem) return [];
  const message = `Some figures did not add up last night; “npm run headwater -- rebuild” derives them anew, and Reconciliation fetches what Stripe has: ${row.problem}`;
  return [{ kind: 'figures_do_not_add_up', count: row.problem.split('; ').length, message }];
}

const feeRow = z.object({ charges: z.bigint(), fees: z.bigint(), problem: z.string().nullable() });

/** Revenue is called net of fees: it must say so when none are known (definitions B6, fees). */
async function feesUnknown(account: Account, mode: Mode): Promise<Health['issues']> {
  if (account.feeHandling !== 'net_of_fees') return [];
  const [row] = await queryRows(feeRow, {
    text: `select
        coalesce((select sum(entries) from daily_rollup where workspace_id = $1 and livemode = $2 and measure = 'charge' and dimension = ''), 0)::bigint as charges,
        coalesce((select sum(quantity) from daily_rollup where workspace_id = $1 and livemode = $2 and measure = 'fee' and dimension = ''), 0)::bigint as fees,
        (select max(problem) from pull_cursor where workspace_id = $1 and kind = 'balance_transaction') as problem`,
    values: [account.workspaceId, mode === 'live'],
  });
  if (!row || row.charges === 0n || (row.fees > 0n && row.problem === null)) return [];
  const why = row.problem ?? 'No API key that can read balance transactions is stored for this source.';
  return [
    {
      kind: 'unknown_fees',
      count: Number(row.charges - row.fees > 0n ? row.charges - row.fees : row.charges),
      message: `${row.fees === 0n ? 'Stripe fees are not known, so revenue is shown gross of fees' : 'New Stripe fees cannot be read'}: ${why}`,
    },
  ];
}
