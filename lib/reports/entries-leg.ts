import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { entryRows, keyOfEntry, type Only } from '@/lib/metrics/entry-rows';
import type { Terms } from '@/lib/metrics/metric';
import type { Scope } from '@/lib/metrics/scope';
import type { Leg, PointSpan } from './explain-legs';
import { fromEntry, type Part, type RowContext } from './explain-row';

const id = z.string().regex(/^[^\0]*$/);
const KEY_SHAPE = z.tuple([z.iso.date(), id, id, id]);

/** The entries of these terms in a period, each with its sign. */
export function entries(
  scope: Scope,
  point: PointSpan,
  context: RowContext,
  of: Terms,
  part: Part,
  only: Only = '',
): Leg {
  const byMeasure = new Map(of.map((term) => [term.measure, term]));
  // A running period ends with today, whatever is already dated later.
  const until = addDays(point.last, 1) < point.end ? addDays(point.last, 1) : point.end;
  return {
    keyShape: KEY_SHAPE,
    read: async (key, limit) => {
      const rows = await entryRows(scope, { start: point.start, end: until }, [...byMeasure.keys()], key, limit, only);
      return rows.map((row) => {
        const term = byMeasure.get(row.measure);
        return {
          row: fromEntry(row, context, { part, sign: term?.sign ?? 1, of: term?.of ?? 'amount' }),
          key: keyOfEntry(row),
        };
      });
    },
  };
}
