import type { Account } from '@/lib/reports/types';
import type { LinkFigures } from '../link-shapes';
import { countClicks } from './count-clicks';
import { countLeads } from './count-leads';
import { daysOfRange, type FiguresRange, instantsOf } from './figures-range';
import { sumSales } from './sum-sales';
import { sumTracked } from './sum-tracked';

const NOTHING: LinkFigures = {
  ...{ clicks: 0, lastClickedAt: null, leads: 0, conversions: 0 },
  ...{ sales: 0, soldMinor: 0, netRevenueMinor: 0 },
};

/** What each of these links brought. */
export async function loadFigures(
  account: Account,
  links: readonly string[],
  range: FiguresRange,
  now = new Date(),
): Promise<(id: string) => LinkFigures> {
  if (links.length === 0) return () => NOTHING;
  const between = instantsOf(range, account.timeZone);
  const livemode = range.mode === 'live';
  const { workspaceId } = account;
  const [clicks, leads, sales, tracked] = await Promise.all([
    countClicks(workspaceId, links, between),
    countLeads({ workspaceId, links, livemode, between }),
    sumSales(account, { links, livemode, days: daysOfRange(range, account, now) }),
    sumTracked(account, { links, livemode, between }),
  ]);
  return (id) => {
    const [clicked, sale, told] = [clicks.get(id), sales.get(id), tracked.get(id)];
    return {
      ...NOTHING,
      ...(clicked ? { clicks: clicked.clicks, lastClickedAt: clicked.last?.toISOString() ?? null } : {}),
      ...leads.get(id),
      sales: (sale?.sales ?? 0) + (told?.sales ?? 0),
      soldMinor: shown((sale?.soldMinor ?? 0n) + (told?.minor ?? 0n)),
      netRevenueMinor: shown(sale?.netMinor ?? 0n),
    };
  };
}

const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** Beyond what a number holds exactly, the end of that: one absurd sale must not take the list of all links away. */
const shown = (minor: bigint): number => Number(minor > MOST ? MOST : minor < -MOST ? -MOST : minor);
