import { getDb } from '@/lib/db/client';

export interface LatestRate {
  base: string;
  quote: string;
  day: string;
  rate: string;
  source: string;
  /** How many days are stored for the pair. */
  days: number;
}

/** The newest stored rate of every currency pair. */
export async function loadRates(workspaceId: string): Promise<LatestRate[]> {
  const pairs = await getDb().fxRate.groupBy({
    by: ['base', 'quote'],
    where: { workspaceId },
    _max: { day: true },
    _count: true,
    orderBy: [{ base: 'asc' }, { quote: 'asc' }],
  });
  const rates = await Promise.all(
    pairs.map(async ({ base, quote, _max, _count }) => {
      if (!_max.day) return null;
      const row = await getDb().fxRate.findUnique({
        where: { workspaceId_base_quote_day: { workspaceId, base, quote, day: _max.day } },
      });
      return (
        row && {
          base,
          quote,
          day: row.day.toISOString().slice(0, 10),
          rate: row.rate.toString(),
          source: row.source,
          days: _count,
        }
      );
    }),
  );
  return rates.filter((rate) => rate !== null);
}
