import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import { keyOf, type SpendRow, totalsOf } from './spend-row';

export const spendSaved = z.object({
  rows: z.int().describe('All that were sent.'),
  added: z.int(),
  changed: z.int().describe('Known ones with another amount than before.'),
});
type SavedSpend = z.output<typeof spendSaved>;

/**
 * Takes all rows or none. A row that says day, source, medium, campaign, currency and reference of a stored one replaces its
 * amount, so that a file or a request can be sent again. Throws `unprocessable` where two rows of one request say the same,
 * or where they come to more than can be shown.
 */
export async function saveSpend(
  { workspaceId, userId }: { workspaceId: string; userId: string | null },
  rows: readonly SpendRow[],
): Promise<SavedSpend> {
  refuseTwice(rows);
  totalsOf(rows);
  // Always in one order: two requests that share rows wait for each other, and never crosswise.
  const sorted = rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const json = sorted.map(({ amountMinor, ...row }) => ({ ...row, amount_minor: amountMinor.toString() }));
  const saved = await inTransaction((tx) =>
    tx.query<{ added: boolean }>(
      `insert into spend as s (workspace_id, id, day, source, medium, campaign, currency, amount_minor, reference, created_by_id)
       select $1, gen_random_uuid()::text, day, source, medium, campaign, currency, amount_minor, reference, $2
       from json_to_recordset($3) as r(day date, source text, medium text, campaign text, currency text, amount_minor bigint, reference text)
       on conflict (workspace_id, day, source, medium, campaign, currency, reference) do update
       set amount_minor = excluded.amount_minor, created_by_id = excluded.created_by_id
       where s.amount_minor <> excluded.amount_minor
       returning xmax = 0 as added`,
      [workspaceId, userId, JSON.stringify(json)],
    ),
  );
  const added = saved.rows.filter((row) => row.added).length;
  return { rows: rows.length, added, changed: saved.rows.length - added };
}

function refuseTwice(rows: readonly SpendRow[]): void {
  const first = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const key = keyOf(row);
    const before = first.get(key);
    if (before !== undefined)
      throw new AppError(
        'unprocessable',
        `Rows ${before + 1} and ${index + 1} are of the same day, source, medium, campaign and currency: add them up, or give each a reference.`,
        `spend.${index}.reference`,
      );
    first.set(key, index);
  }
}
