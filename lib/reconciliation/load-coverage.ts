import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';

/** How far a connection's balance transactions are known, and so can be compared. */
export interface Coverage {
  connectionId: string;
  name: string;
  compared: boolean;
  /** The first day that is wholly known; null when there is no such border. */
  from: string | null;
  /** What was learned later cannot be in the balance yet: when it was last read; null when it never is. */
  readAt: Date | null;
  /** What happened later is not known of the balance, which cannot be read any more; null when there is no such border. */
  until: Date | null;
  /** Why it is not compared, or not wholly. */
  reason: string | null;
  /** Why its payouts cannot be read; null when they can. */
  payoutProblem: string | null;
}

const sourceRow = z.object({
  connectionId: z.string(),
  name: z.string(),
  keyMode: z.string().nullable(),
  readAt: z.date().nullable(),
  problem: z.string().nullable(),
  complete: z.boolean(),
  oldest: z.string().nullable(),
  newest: z.date().nullable(),
  payoutProblem: z.string().nullable(),
});
type SourceRow = z.output<typeof sourceRow>;

interface Asked {
  workspaceId: string;
  livemode: boolean;
  timeZone: string;
  connection?: string;
}

/** For each connection of a workspace. A key is of one mode; what came before it was changed stays comparable. */
export async function loadCoverage({ workspaceId, livemode, timeZone, connection }: Asked): Promise<Coverage[]> {
  const rows = await queryRows(sourceRow, {
    text: `select c.id as "connectionId", c.name, case when c.api_key_cipher is null then null else c.api_key_mode end as "keyMode",
        p.pulled_at as "readAt", p.problem, coalesce(p.history_done, true) and not exists (
          select from backfill_step s where s.workspace_id = $1 and s.connection_id = c.id and s.kind = 'balance_transactions' and s.phase not in ('counting', 'checking', 'done')
        ) as complete,
        (t.oldest at time zone $3)::date as oldest, t.newest, q.problem as "payoutProblem"
      from connection c
      left join pull_cursor p on p.workspace_id = $1 and p.connection_id = c.id and p.kind = 'balance_transaction'
      left join pull_cursor q on q.workspace_id = $1 and q.connection_id = c.id and q.kind = 'payout'
      left join lateral (
        select min(occurred_at) as oldest, max(occurred_at) as newest from object_version
        where workspace_id = $1 and connection_id = c.id and kind = 'balance_transaction' and livemode = $2
      ) t on true
      where c.workspace_id = $1 and ($4::text is null or c.id = $4) order by c.created_at, c.id`,
    values: [workspaceId, livemode, timeZone, connection ?? null],
  });
  return rows.map((row) => coverageOf(row, livemode));
}

function coverageOf(row: SourceRow, livemode: boolean): Coverage {
  const { connectionId, name, keyMode, readAt, problem, complete, oldest, newest, payoutProblem } = row;
  const none = (reason: string): Coverage => ({
    ...{ connectionId, name, compared: false, from: null, readAt, until: null },
    ...{ reason, payoutProblem },
  });
  const readable = keyMode !== null && (keyMode === 'live') === livemode;
  if (newest === null) {
    if (keyMode === null)
      return none('No API key is stored for this source, so its balance transactions cannot be read.');
    if (!readable) return none(`Its API key is one of ${keyMode} mode, which cannot read the other mode’s balance.`);
    if (problem !== null) return none(problem);
    if (readAt === null || !complete) return none('Its balance transactions have not been read yet.');
  }
  const from = complete || oldest === null ? null : addDays(oldest, 1);
  const until = readAt === null || (readable && problem === null) ? null : newest;
  const why = problem ?? (from === null ? null : 'Older balance transactions are still being read.');
  return { connectionId, name, compared: true, from, readAt, until, reason: why, payoutProblem };
}
