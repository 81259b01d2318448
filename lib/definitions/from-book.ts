import { loadRatesOn } from '@/lib/metrics/load-rates';
import { levelDays } from '@/lib/metrics/mrr-levels';
import type { Scope } from '@/lib/metrics/scope';
import { converter } from '@/lib/money/rates';
import { heldOn, type SpanBook } from './span-book';

/** Levels at the end of each bucket, in order. */
export interface BookLevels {
  /** Minor units of the scope's currency. */
  mrr: bigint[];
  /** Paying customers. */
  subscribers: bigint[];
}

/** MRR and its payers, computed from a book as from the tables: every leaf at the rate of its day, rounded once. */
export async function levelsFromBook(book: SpanBook, scope: Scope): Promise<BookLevels> {
  const days = levelDays(scope).slice(1);
  const rates = await loadRatesOn(scope.workspaceId, days);
  const levels: BookLevels = { mrr: days.map(() => 0n), subscribers: days.map(() => 0n) };
  for (const { livemode, currency, minor, changes } of book.cells()) {
    if (livemode !== scope.livemode) continue;
    for (const [index, held] of heldOn(changes, days).entries()) {
      const used = rates(currency, scope.currency, days[index] ?? scope.today);
      if (held === 0 || !used) continue;
      const leaf = converter(currency, scope.currency, used.rate)(minor);
      levels.mrr[index] = (levels.mrr[index] ?? 0n) + leaf * BigInt(held);
    }
  }
  for (const [index, held] of heldOn(book.payers(scope.livemode), days).entries())
    levels.subscribers[index] = BigInt(held);
  return levels;
}
