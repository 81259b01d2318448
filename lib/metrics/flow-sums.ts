import { dailySums, rollupDimension } from './daily-sums';
import { entrySums } from './entry-sums';
import type { Scope, SumTable } from './scope';

/** Sums of ledger measures per bucket, from the fastest table that can answer exactly. */
export function flowSums(scope: Scope, measures: readonly string[], before = false): Promise<SumTable> {
  const dimension = rollupDimension(scope);
  return dimension === null ? entrySums(scope, measures, before) : dailySums(scope, dimension, measures, before);
}
