import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { FEE, NET_REVENUE } from '@/lib/ledger/net-revenue';
import { piecesBetween, piecesSql } from '@/lib/metrics/pieces';
import type { Account } from '@/lib/reports/types';

const row = z.object({ link: z.string(), measure: z.string(), amount: z.bigint(), quantity: z.bigint() });

interface Asked {
  links: readonly string[];
  livemode: boolean;
  days: [Day, Day];
}

export interface SalesSum {
  sales: number;
  /** What was sold, without discounts and tax; minor units of the workspace's currency. */
  soldMinor: bigint;
  /** What of it is left after refunds and lost disputes, and after fees where the workspace counts them. */
  netMinor: bigint;
}

/** What is credited to each link, as the reports have it broken down by link. */
export async function sumSales(account: Account, { links, livemode, days }: Asked): Promise<Map<string, SalesSum>> {
  const terms = [
    ...NET_REVENUE,
    ...(account.feeHandling === 'net_of_fees' ? [{ measure: FEE, sign: -1 } as const] : []),
  ];
  const values: unknown[] = [account.workspaceId, livemode, ['sale', ...terms.map(({ measure }) => measure)], links];
  const source = {
    ...{
      daily: 'daily_rollup',
      periods: 'period_rollup',
      keys: 'measure, value',
      sums: ['reporting_minor', 'quantity'],
    },
    where: "workspace_id = $1 and livemode = $2 and measure = any($3) and dimension = 'link' and value = any($4)",
  };
  const pieces = piecesBetween(days, { running: true, grains: ['month', 'day'] });
  const rows = await queryRows(row, {
    text: `select value as link, measure, sum(reporting_minor)::bigint as amount, sum(quantity)::bigint as quantity
      from ${piecesSql(pieces, source, values)} sums group by 1, 2`,
    values,
  });
  const found = new Map<string, SalesSum>();
  for (const { link, measure, amount, quantity } of rows) {
    const sum = found.get(link) ?? { sales: 0, soldMinor: 0n, netMinor: 0n };
    found.set(link, sum);
    if (measure === 'sale') {
      sum.sales += Number(quantity);
      sum.soldMinor += amount;
    }
    for (const term of terms) if (term.measure === measure) sum.netMinor += term.sign === 1 ? amount : -amount;
  }
  return found;
}
