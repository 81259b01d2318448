import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { loadRatesOn } from '@/lib/metrics/load-rates';
import { convertMinor } from '@/lib/money/rates';
import type { Account } from '@/lib/reports/types';
import { IS_STRIPES } from '@/lib/tracking/matched-sale';

const row = z.object({ link: z.string(), currency: z.string(), day: z.string(), sales: z.bigint(), minor: z.bigint() });

interface Asked {
  links: readonly string[];
  livemode: boolean;
  between: [Date, Date];
}

/** Sales by clicks on each link that only the app told of, at the rates of their days; an amount without a rate is left out. */
export async function sumTracked(account: Account, { links, livemode, between: [from, to] }: Asked) {
  const rows = await queryRows(row, {
    text: `select h.link_id as link, t.currency, (t.occurred_at at time zone $6)::date as day, count(*) as sales,
        sum(t.amount_minor)::bigint as minor
      from tracked_sale t join touchpoint h on h.workspace_id = $1 and h.id = t.click_id
      where t.workspace_id = $1 and t.livemode = $3 and t.click_id <> '' and h.link_id = any($2)
        and t.occurred_at >= $4 and t.occurred_at < $5 and not ${IS_STRIPES}
      group by 1, 2, 3`,
    values: [account.workspaceId, links, livemode, from, to, account.timeZone],
  });
  const foreign = rows.filter(({ currency }) => currency !== account.currency);
  const rates =
    foreign.length === 0
      ? null
      : await loadRatesOn(
          account.workspaceId,
          foreign.map(({ day }) => day),
        );
  const found = new Map<string, { sales: number; minor: bigint }>();
  for (const { link, currency, day, sales, minor } of rows) {
    const sum = found.get(link) ?? { sales: 0, minor: 0n };
    found.set(link, sum);
    sum.sales += Number(sales);
    const used = rates?.(currency, account.currency, day);
    if (currency === account.currency) sum.minor += minor;
    else if (used) sum.minor += convertMinor(minor, currency, account.currency, used.rate);
  }
  return found;
}
