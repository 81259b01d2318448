import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import { toNumber } from '@/lib/reports/to-number';
import type { partnerQuery } from '../inputs';
import { PAYABLE } from '../payouts/payout-rows';
import { type Partner, type PartnerList, partnerCode } from '../shapes';
import { noPartner } from './save-partner';

const row = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  note: z.string(),
  archivedAt: z.date().nullable(),
  createdAt: z.date(),
  key: z.string(),
  links: z.int(),
  codes: z.array(partnerCode),
});

const totalRow = z.object({
  partnerId: z.string(),
  currency: z.string(),
  earned: z.bigint(),
  pending: z.bigint(),
  approved: z.bigint(),
  paid: z.bigint(),
  due: z.bigint(),
});

const SELECT = `select p.id, p.name, p.email, p.note, p.archived_at as "archivedAt", p.created_at as "createdAt", p.created_at::text as key,
    (select count(*)::int from link l where l.workspace_id = p.workspace_id and l.partner_id = p.id and l.archived_at is null) as links,
    (select coalesce(jsonb_agg(jsonb_build_object('connectionId', k.connection_id, 'promotionCodeId', k.promotion_code_id, 'code', k.code)
       order by k.code), '[]') from partner_code k where k.workspace_id = p.workspace_id and k.partner_id = p.id) as codes
  from partner p where p.workspace_id = $1`;

/** Partners, the newest first, with what they earned in one mode. */
export async function listPartners(
  workspaceId: string,
  { mode, cursor, limit, archived, search }: z.output<typeof partnerQuery>,
): Promise<PartnerList> {
  const after = readKey(cursor, z.tuple([keyInstant, keyText]));
  const rows = await queryRows(row, {
    text: `${SELECT} and ($2::boolean is null or (p.archived_at is not null) = $2)
      and ($6 = '' or strpos(lower(p.name), $6) > 0 or strpos(p.email, $6) > 0
        or exists (select from partner_code k where k.workspace_id = p.workspace_id and k.partner_id = p.id and strpos(lower(k.code), $6) > 0))
      and ($3::text is null or (p.created_at, p.id) < ($3::timestamptz, $4)) order by p.created_at desc, p.id desc limit $5`,
    values: [
      workspaceId,
      archived ?? null,
      after?.[0] ?? null,
      after?.[1] ?? '',
      limit + 1,
      search?.toLowerCase() ?? '',
    ],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    partners: await withTotals(workspaceId, page, mode === 'live'),
    nextCursor: rows.length > limit && last ? writeKey([last.key, last.id]) : null,
  };
}

/** Throws `not_found`. */
export async function loadPartner(workspaceId: string, id: string, mode: 'live' | 'test'): Promise<Partner> {
  const rows = await queryRows(row, { text: `${SELECT} and p.id = $2`, values: [workspaceId, id] });
  const [found] = await withTotals(workspaceId, rows, mode === 'live');
  if (!found) throw noPartner();
  return found;
}

async function withTotals(
  workspaceId: string,
  rows: readonly z.output<typeof row>[],
  livemode: boolean,
): Promise<Partner[]> {
  const ids = rows.map(({ id }) => id);
  const [totals, counts] = await Promise.all([
    loadTotals(workspaceId, ids, livemode),
    loadCounts(workspaceId, ids, livemode),
  ]);
  return rows.map(({ key: _, archivedAt, createdAt, ...partner }) => {
    const own = totals.filter(({ partnerId }) => partnerId === partner.id);
    return {
      ...partner,
      archivedAt: archivedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      ...(counts.get(partner.id) ?? NOTHING),
      totals: own.map(({ currency, earned, pending, approved, paid, due }) => ({
        currency,
        earnedMinor: toNumber(earned) ?? 0,
        pendingMinor: toNumber(pending) ?? 0,
        approvedMinor: toNumber(approved) ?? 0,
        paidMinor: toNumber(paid) ?? 0,
        dueMinor: toNumber(due) ?? 0,
      })),
    };
  });
}

/** Of lines, so that what was paid in a currency stays in it. */
const loadTotals = (workspaceId: string, ids: readonly string[], livemode: boolean) =>
  queryRows(totalRow, {
    text: `select c.partner_id as "partnerId", l.currency,
        sum(l.amount_minor)::bigint as earned,
        coalesce(sum(l.amount_minor) filter (where c.status in ('pending', 'hold')), 0)::bigint as pending,
        coalesce(sum(l.amount_minor) filter (where c.status = 'approved'), 0)::bigint as approved,
        coalesce(sum(l.amount_minor) filter (where p.status = 'paid'), 0)::bigint as paid,
        coalesce(sum(l.amount_minor) filter (where ${PAYABLE}), 0)::bigint as due
      from commission c join commission_line l on l.workspace_id = c.workspace_id and l.commission_id = c.id
      left join payout p on p.workspace_id = l.workspace_id and p.id = l.payout_id
      where c.workspace_id = $1 and c.partner_id = any($2) and c.livemode = $3
      group by 1, 2 order by 1, 2`,
    values: [workspaceId, ids, livemode],
  });

const countRow = z.object({ partnerId: z.string(), sales: z.int(), leads: z.int(), customers: z.int() });
type Counts = Pick<Partner, 'sales' | 'leads' | 'customers'>;
const NOTHING: Counts = { sales: 0, leads: 0, customers: 0 };

/** A sale or lead counts once, however many rules reward it. */
async function loadCounts(
  workspaceId: string,
  ids: readonly string[],
  livemode: boolean,
): Promise<Map<string, Counts>> {
  const rows = await queryRows(countRow, {
    text: `select partner_id as "partnerId", count(distinct (connection_id, source_id)) filter (where event = 'sale')::int as sales,
        count(distinct (connection_id, source_id)) filter (where event = 'lead')::int as leads,
        count(distinct person_id) filter (where event = 'sale')::int as customers
      from commission
      where workspace_id = $1 and partner_id = any($2) and livemode = $3 and status not in ('cancelled', 'fraud', 'duplicate')
      group by 1`,
    values: [workspaceId, ids, livemode],
  });
  return new Map(rows.map(({ partnerId, ...counts }) => [partnerId, counts]));
}
