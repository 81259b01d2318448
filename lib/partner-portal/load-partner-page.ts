import { z } from 'zod';
import { loadAccount } from '@/lib/auth/load-account';
import { getDb } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import { COMMISSION_STATUSES, type CommissionStatus, REWARD_EVENTS } from '@/lib/partners/types';
import { toNumber } from '@/lib/reports/to-number';
import type { PartnerViewer } from './find-partner-session';
import { loadPartnerLinks, type PartnerLink } from './load-partner-links';
import { maskName } from './mask-name';

const PAGE = 100;

/** What a partner is told of a status: not who suspects what. */
const STANDINGS = {
  pending: 'pending',
  hold: 'pending',
  approved: 'approved',
  paid: 'paid',
  refunded: 'refunded',
  duplicate: 'not paid',
  fraud: 'not paid',
  cancelled: 'not paid',
} as const satisfies Record<CommissionStatus, string>;

export interface PartnerPage {
  partnerName: string;
  workspaceName: string;
  timeZone: string;
  totals: { currency: string; earnedMinor: number; paidMinor: number }[];
  links: PartnerLink[];
  commissions: OwnCommission[];
  /** Where older commissions go on; null where there are none. */
  nextCursor: string | null;
  payouts: { madeAt: string; paidAt: string | null; currency: string; amountMinor: number }[];
}

export interface OwnCommission {
  id: string;
  event: (typeof REWARD_EVENTS)[number];
  occurredAt: string;
  /** Initials only. */
  customer: string;
  currency: string;
  earningsMinor: number;
  paidMinor: number;
  standing: (typeof STANDINGS)[CommissionStatus];
}

/**
 * Everything that a partner reads: what is its own, of live mode, and nothing that tells who a customer is. Every question
 * names the workspace and the partner of the session; what the browser sends only chooses the page.
 */
export async function loadPartnerPage(
  viewer: PartnerViewer,
  { cursor, origin }: { cursor: string | undefined; origin: string },
): Promise<PartnerPage> {
  const { workspaceId, partnerId } = viewer;
  const account = await loadAccount(workspaceId);
  const partner = await getDb().partner.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: partnerId } },
  });
  const [totals, links, commissions, payouts] = await Promise.all([
    loadTotals(viewer),
    loadPartnerLinks(account, partnerId, { mode: 'live', origin }),
    loadCommissions(viewer, cursor),
    loadPayouts(viewer),
  ]);
  const { name: workspaceName, timeZone } = account;
  return { partnerName: partner.name, workspaceName, timeZone, totals, links, ...commissions, payouts };
}

const amount = z.bigint().transform((minor) => toNumber(minor) ?? 0);
const instant = z.date().transform((at) => at.toISOString());

const totalRow = z.object({ currency: z.string(), earnedMinor: amount, paidMinor: amount });

const loadTotals = ({ workspaceId, partnerId }: PartnerViewer) =>
  queryRows(totalRow, {
    text: `select currency, sum(earnings_minor)::bigint as "earnedMinor", sum(paid_minor)::bigint as "paidMinor"
      from commission where workspace_id = $1 and partner_id = $2 and livemode group by 1 order by 1`,
    values: [workspaceId, partnerId],
  });

const commissionRow = z.object({
  id: z.string(),
  event: z.enum(REWARD_EVENTS),
  occurredAt: instant,
  key: z.string(),
  name: z.string().nullable(),
  currency: z.string(),
  earningsMinor: amount,
  paidMinor: amount,
  status: z.enum(COMMISSION_STATUSES),
});

async function loadCommissions({ workspaceId, partnerId }: PartnerViewer, cursor: string | undefined) {
  const after = readKey(cursor, z.tuple([keyInstant, keyText]));
  const rows = await queryRows(commissionRow, {
    text: `select c.id, c.event, c.occurred_at as "occurredAt", c.occurred_at::text as key, o.name, c.currency,
        c.earnings_minor as "earningsMinor", c.paid_minor as "paidMinor", c.status
      from commission c left join ledger_owner o
        on o.workspace_id = c.workspace_id and o.connection_id = c.connection_id and o.id = c.owner_id
      where c.workspace_id = $1 and c.partner_id = $2 and c.livemode
        and ($3::text is null or (c.occurred_at, c.id) < ($3::timestamptz, $4))
      order by c.occurred_at desc, c.id desc limit ${PAGE + 1}`,
    values: [workspaceId, partnerId, after?.[0] ?? null, after?.[1] ?? null],
  });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    commissions: page.map(({ key: _, name, status, ...rest }) => ({
      ...rest,
      customer: maskName(name),
      standing: STANDINGS[status],
    })),
    nextCursor: rows.length > PAGE && last ? writeKey([last.key, last.id]) : null,
  };
}

const payoutRow = z.object({
  madeAt: instant,
  paidAt: instant.nullable(),
  currency: z.string(),
  amountMinor: amount,
});

/** Its own part of each batch: what others get is nowhere in it. */
const loadPayouts = ({ workspaceId, partnerId }: PartnerViewer) =>
  queryRows(payoutRow, {
    text: `select p.created_at as "madeAt", case when p.status = 'paid' then p.closed_at end as "paidAt", p.currency,
        i.amount_minor as "amountMinor"
      from payout_item i join payout p on p.workspace_id = i.workspace_id and p.id = i.payout_id
      where i.workspace_id = $1 and i.partner_id = $2 and p.status <> 'cancelled' order by p.created_at desc limit 200`,
    values: [workspaceId, partnerId],
  });
