import { z } from 'zod';
import { dayOf } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { loadRatesOn } from '@/lib/metrics/load-rates';
import { convertMinor } from '@/lib/money/rates';
import { toNumber } from '@/lib/reports/to-number';
import type { Account } from '@/lib/reports/types';
import type { ListedPerson } from './shapes';

const NAMED = 5;

const personRow = z.object({
  id: z.string(),
  customers: z.bigint(),
  names: z.array(z.string()).nullable(),
  emails: z.array(z.string()).nullable(),
  resolvedBy: z.array(z.string()),
  revenue: z.bigint(),
  fees: z.bigint(),
  lastPurchase: z.date().nullable(),
  firstSeen: z.date().nullable(),
});

const leafRow = z.object({ id: z.string(), currency: z.string(), minor: z.bigint(), items: z.bigint() });

/** What is known of these people in one mode, in their order. Whoever has no customer any more is left out. */
export async function describePeople(
  account: Account,
  livemode: boolean,
  ids: readonly string[],
  now: Date,
): Promise<ListedPerson[]> {
  if (ids.length === 0) return [];
  const [rows, mrr] = await Promise.all([
    queryRows(personRow, {
      text: `select o.person_id as id, count(*) as customers, array_agg(distinct o.name) filter (where o.name <> '') as names,
          array_agg(distinct o.email) filter (where o.email <> '') as emails, array_agg(distinct o.resolved_by) as "resolvedBy",
          sum(o.revenue_minor)::bigint as revenue, sum(o.fee_minor)::bigint as fees, max(s.last) as "lastPurchase", j.joined_at as "firstSeen"
        from ledger_owner o
        left join lateral (
          select max(occurred_at) as last from sale where workspace_id = $1 and connection_id = o.connection_id and owner_id = o.id
        ) s on true
        left join person_joined j on j.workspace_id = $1 and j.person_id = o.person_id and j.livemode = $2
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = any($3) group by 1, j.joined_at`,
      values: [account.workspaceId, livemode, ids],
    }),
    mrrOf(account, livemode, ids, now),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const isNet = account.feeHandling === 'net_of_fees';
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      id,
      mode: livemode ? ('live' as const) : ('test' as const),
      names: (row.names ?? []).slice(0, NAMED),
      emails: (row.emails ?? []).slice(0, NAMED),
      customers: Number(row.customers),
      resolvedBy: row.resolvedBy,
      mrrMinor: toNumber(mrr.get(id) ?? 0n) ?? 0,
      netRevenueMinor: toNumber(row.revenue - (isNet ? row.fees : 0n)) ?? 0,
      firstSeenAt: row.firstSeen?.toISOString() ?? null,
      lastPurchaseAt: row.lastPurchase?.toISOString() ?? null,
    };
  });
}

/** MRR now: every leaf at the rate of today, rounded once, as the report has it. One without a rate is left out. */
async function mrrOf(account: Account, livemode: boolean, ids: readonly string[], now: Date) {
  const today = dayOf(now, account.timeZone);
  const [leaves, rates] = await Promise.all([
    queryRows(leafRow, {
      text: `select o.person_id as id, s.currency, s.amount_minor as minor, count(*) as items
        from ledger_owner o join mrr_span s on s.workspace_id = $1 and s.connection_id = o.connection_id and s.owner_id = o.id
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = any($3) and s.from_day <= $4::date and (s.to_day is null or s.to_day > $4::date)
        group by 1, 2, 3`,
      values: [account.workspaceId, livemode, ids, today],
    }),
    loadRatesOn(account.workspaceId, [today]),
  ]);
  const worth = ({ currency, minor, items }: z.output<typeof leafRow>) => {
    if (currency === account.currency) return minor * items;
    const used = rates(currency, account.currency, today);
    return used ? convertMinor(minor, currency, account.currency, used.rate) * items : 0n;
  };
  return new Map(
    [...groupBy(leaves, ({ id }) => id)].map(([id, list]) => [id, list.reduce((sum, leaf) => sum + worth(leaf), 0n)]),
  );
}
