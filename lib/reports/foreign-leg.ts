import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { foreignRows, keyOfForeign } from '@/lib/metrics/foreign-rows';
import type { Options } from '@/lib/metrics/options';
import type { Scope } from '@/lib/metrics/scope';
import type { Leg, PointSpan } from './explain-legs';
import { fromForeign, type RowContext } from './explain-row';
import { netMoved } from './period-legs';

const id = z.string().regex(/^[^\0]*$/);

/** Customers billed in another currency whose MRR the rates have moved: pages are read until there are enough of them. */
export function foreignLeg(scope: Scope, { start, end, last }: PointSpan, context: RowContext, options: Options): Leg {
  const before = addDays(start, -1);
  const span = { before, start, last, end: addDays(last, 1) < end ? addDays(last, 1) : end };
  const net = options.movementMode === 'net_by_period';
  return {
    keyShape: z.tuple([id, id, id]),
    read: async (after, limit) => {
      // At constant rates nothing is left to them.
      if (options.constantCurrency) return [];
      const rows: Awaited<ReturnType<Leg['read']>> = [];
      // What moved between both ends is found of all customers at once.
      const size = net ? EVERY_CUSTOMER : Math.max(limit, FEWEST_AT_ONCE);
      for (let key = after; ; ) {
        const found = await foreignRows(scope, span, key, size);
        for (const row of net ? await netMoved(scope, found, options, last) : found) {
          const shown = fromForeign(row, context, before, last);
          if (shown.value !== 0) rows.push({ row: shown, key: keyOfForeign(row) });
        }
        const final = found.at(-1);
        if (!final || found.length < size || rows.length >= limit) return rows.slice(0, limit);
        key = keyOfForeign(final);
      }
    },
  };
}

const FEWEST_AT_ONCE = 200;
const EVERY_CUSTOMER = 1_000_000_000;
