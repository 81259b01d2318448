import { changesByDay, pairs, stepEntry } from './derive-movements';
import type { Entry } from './entry';
import { BESIDE, type MrrSpan } from './mrr-spans';

/**
 * The steps of the series beside MRR, one entry per item and day: their running sum is the level. They are changes of a
 * state and not movements, so they have no kind.
 */
export function deriveLevels(beside: readonly MrrSpan[]): Entry[] {
  if (beside.length === 0) return [];
  const currencies = [...new Set(beside.map(({ currency }) => currency))];
  return BESIDE.flatMap((series) =>
    currencies.flatMap((currency) => {
      const spans = beside.filter((span) => span.series === series && span.currency === currency);
      return changesByDay(spans).flatMap(({ day, starts, ends }) =>
        pairs(starts, ends).flatMap(({ from, to }) => {
          const entry = stepEntry(`level_${series}`, day, currency, { from, to });
          return entry.minor === 0n ? [] : [{ ...entry, id: `${series}:${entry.id}` }];
        }),
      );
    }),
  );
}
