import { z } from 'zod';
import { knownDay } from '@/lib/calendar/known-times';
import { queryRows } from '@/lib/db/query-rows';
import { keyText, readKey, writeKey } from '@/lib/page-key';
import { toNumber } from '@/lib/reports/to-number';

const PAGE = 100;

const row = z.object({
  id: z.string(),
  day: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  currency: z.string(),
  amountMinor: z.bigint().transform((minor) => toNumber(minor) ?? 0),
  reference: z.string(),
});

export const spendQuery = z.object({
  from: knownDay().optional(),
  to: knownDay().optional(),
  cursor: z.string().max(4000).optional(),
});

/** Spend by day, the latest first; `to` is exclusive. Throws `bad_request` for a cursor of another list. */
export async function loadSpend(
  workspaceId: string,
  { from, to, cursor }: z.output<typeof spendQuery>,
): Promise<SpendList> {
  const [day, id] = readKey(cursor, z.tuple([knownDay(), keyText])) ?? [null, null];
  const rows = await queryRows(row, {
    text: `select id, day::text, source, medium, campaign, currency, amount_minor as "amountMinor", reference from spend
      where workspace_id = $1 and ($2::date is null or day >= $2::date) and ($3::date is null or day < $3::date)
        and ($4::date is null or (day, id) < ($4::date, $5))
      order by day desc, id desc limit $6`,
    values: [workspaceId, from ?? null, to ?? null, day, id, PAGE + 1],
  });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > PAGE && last ? writeKey([last.day, last.id]) : null };
}

export const spendList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      day: z.iso.date(),
      source: z.string(),
      medium: z.string(),
      campaign: z.string(),
      currency: z.string(),
      amountMinor: z.int(),
      reference: z.string(),
    }),
  ),
  next: z.string().nullable().describe('Send it as “cursor” for the next page; null on the last.'),
});
export type SpendList = z.output<typeof spendList>;
