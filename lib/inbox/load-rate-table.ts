import type pg from 'pg';
import { type RateTable, rateTable, type StoredRate } from '@/lib/money/rates';

interface Kept {
  stamp: string;
  table: RateTable;
}

/** Years of rates are tens of thousands of rows, and every batch of events needs them: they are read when they changed. */
const kept = new Map<string, Kept>();
const MOST_KEPT = 20;

/** The workspace's rates as one transaction sees them. */
export async function loadRateTable(tx: pg.ClientBase, workspaceId: string): Promise<RateTable> {
  const stamp = await stampOf(tx, workspaceId);
  const known = kept.get(workspaceId);
  if (known?.stamp === stamp) return known.table;
  const { rows } = await tx.query<StoredRate>(
    'select base, quote, day, rate::text from fx_rate where workspace_id = $1',
    [workspaceId],
  );
  const table = rateTable(rows);
  kept.delete(workspaceId);
  kept.set(workspaceId, { stamp, table });
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return table;
}

/** Changes with every row that is written or removed: the transactions that wrote the rows, and how many these are. */
async function stampOf(tx: pg.ClientBase, workspaceId: string): Promise<string> {
  const { rows } = await tx.query<{ stamp: string }>(
    `select current_database() || ' ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as stamp
     from fx_rate where workspace_id = $1`,
    [workspaceId],
  );
  return rows[0]?.stamp ?? '';
}
