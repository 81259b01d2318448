import { z } from 'zod';
import { knownDay } from '@/lib/calendar/known-times';
import { queryRows } from '@/lib/db/query-rows';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import type { Account } from '@/lib/reports/types';
import { describePeople } from './describe-people';
import { findPeople } from './find-people';
import type { PersonList } from './shapes';

const PAGE = 50;

export const personQuery = z.object({
  search: z
    .string()
    .max(500)
    .transform((text) => text.replaceAll('\u0000', '\uFFFD'))
    .optional(),
  sort: z.enum(['newest', 'revenue']).default('newest'),
  mode: z.enum(['live', 'test']).default('live'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(PAGE),
});
export type PersonQuery = z.output<typeof personQuery>;

/** The key of the last row of a page: who was first seen when, whose first day nobody knows, or who brought how much. */
const keyShape = z.union([
  z.tuple([z.literal('seen'), knownDay(), keyInstant, keyText]),
  z.tuple([z.literal('undated'), keyText]),
  z.tuple([z.literal('revenue'), z.string().regex(/^-?\d{1,20}$/), keyText]),
]);
type Key = z.output<typeof keyShape>;

interface Wanted {
  values: unknown[];
  among: string;
}

/** People of one mode, the newest first or those who brought the most, or whoever an identifier may mean. */
export async function listPeople(account: Account, query: PersonQuery, now = new Date()): Promise<PersonList> {
  const livemode = query.mode === 'live';
  const search = query.search?.trim() ?? '';
  const among = search === '' ? null : await findPeople(account.workspaceId, livemode, search);
  const key = readKey(query.cursor, keyShape);
  const wanted = (): Wanted => ({
    values: [account.workspaceId, livemode, ...(among ? [among] : [])],
    among: among ? ' and person_id = any($3)' : '',
  });
  const found =
    query.sort === 'revenue'
      ? await byRevenue(account, wanted(), key, query.limit + 1)
      : await byFirstSeen(wanted, key, query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    currency: account.currency,
    people: await describePeople(
      account,
      livemode,
      page.map(({ id }) => id),
      now,
    ),
    nextCursor: found.length > page.length && last ? writeKey(last.key) : null,
  };
}

interface Found {
  id: string;
  key: Key;
}

const seenRow = z.object({ id: z.string(), day: z.string(), at: z.string() });
const idRow = z.object({ id: z.string() });
const revenueRow = z.object({ id: z.string(), net: z.bigint() });

/** By the index of `person_joined` on the day; at the end those of whom only a subscription or an invoice is known. */
async function byFirstSeen(wanted: () => Wanted, key: Key | null, limit: number): Promise<Found[]> {
  const dated = key?.[0] === 'undated' ? [] : await seen(wanted(), key, limit);
  if (dated.length === limit) return dated;
  return [...dated, ...(await undated(wanted(), key, limit - dated.length))];
}

async function seen({ values, among }: Wanted, key: Key | null, limit: number): Promise<Found[]> {
  let after = '';
  if (key?.[0] === 'seen') {
    const [, day, at, id] = key;
    values.push(day, at, id);
    const n = values.length;
    after = ` and (day, joined_at, person_id) < ($${n - 2}::date, $${n - 1}::timestamptz, $${n})`;
  }
  values.push(limit);
  const rows = await queryRows(seenRow, {
    text: `select person_id as id, day, joined_at::text as at from person_joined where workspace_id = $1 and livemode = $2${among}${after}
      order by day desc, joined_at desc, person_id desc limit $${values.length}`,
    values,
  });
  return rows.map(({ id, day, at }) => ({ id, key: ['seen', day, at, id] }));
}

async function undated({ values, among }: Wanted, key: Key | null, limit: number): Promise<Found[]> {
  values.push(key?.[0] === 'undated' ? key[1] : '', limit);
  const n = values.length;
  const rows = await queryRows(idRow, {
    text: `select distinct person_id as id from ledger_owner o where workspace_id = $1 and livemode = $2${among} and person_id > $${n - 1}
      and not exists (select from person_joined j where j.workspace_id = $1 and j.person_id = o.person_id and j.livemode = $2)
      order by 1 limit $${n}`,
    values,
  });
  return rows.map(({ id }) => ({ id, key: ['undated', id] }));
}

/** Sums over several customers stand in no index: all rows of customers are read, which keep what each brought. */
async function byRevenue(
  account: Account,
  { values, among }: Wanted,
  key: Key | null,
  limit: number,
): Promise<Found[]> {
  const net = account.feeHandling === 'net_of_fees' ? 'sum(revenue_minor - fee_minor)' : 'sum(revenue_minor)';
  let after = '';
  if (key?.[0] === 'revenue') {
    values.push(key[1], key[2]);
    after = ` having (${net}, person_id) < ($${values.length - 1}::numeric, $${values.length})`;
  }
  values.push(limit);
  const rows = await queryRows(revenueRow, {
    text: `select person_id as id, ${net}::bigint as net from ledger_owner where workspace_id = $1 and livemode = $2${among}
      group by 1${after} order by ${net} desc, 1 desc limit $${values.length}`,
    values,
  });
  return rows.map(({ id, net: minor }) => ({ id, key: ['revenue', String(minor), id] }));
}
