import { addMonths, type Day, daysBetween } from '@/lib/calendar/days';
import { endOf, type Scope, startsOf } from './scope';

/** Half-open. */
interface Range {
  from: Day;
  to: Day;
}

/** A stretch of days as the rollups hold it: whole months where they lie in one bucket, days elsewhere. */
export interface Grains {
  months: Range[];
  days: Range[];
}

const BEGINNING: Day = '0001-01-01';
const SHORTEST_MONTH = 28;

export const isMonthStart = (day: Day) => day.endsWith('-01');
const monthOf = (day: Day): Day => `${day.slice(0, 8)}01`;

/** The buckets' days up to now. `before`: also everything before the range. */
export function grainsOf(scope: Scope, before: boolean): Grains {
  const end = endOf(scope);
  const edges = [...(before ? [BEGINNING] : []), ...startsOf(scope).filter((start) => start < end), end];
  return splitAt(edges);
}

/** Splits the days between the edges, none of which may fall inside a piece. */
export function splitAt(edges: readonly Day[]): Grains {
  const grains: Grains = { months: [], days: [] };
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined || from >= to) continue;
    const last = monthOf(to);
    const first = daysBetween(from, to) < SHORTEST_MONTH ? to : isMonthStart(from) ? from : addMonths(monthOf(from), 1);
    if (first >= last) push(grains.days, { from, to });
    else {
      push(grains.days, { from, to: first });
      push(grains.months, { from: first, to: last });
      push(grains.days, { from: last, to });
    }
  }
  return grains;
}

function push(ranges: Range[], range: Range) {
  if (range.from >= range.to) return;
  const last = ranges.at(-1);
  if (last?.to === range.from) last.to = range.to;
  else ranges.push(range);
}

/**
 * The rows of a rollup that make up these days, as a table expression; a month stands on its first day. `where` and
 * `columns` name columns that both tables have. Pushes its values.
 */
export function grainsSql(
  grains: Grains,
  { daily, monthly, columns, where }: { daily: string; monthly: string; columns: string; where: string },
  values: unknown[],
): string {
  const part = (table: string, day: string) => (range: Range) => {
    values.push(range.from, range.to);
    const [from, to] = [values.length - 1, values.length];
    return `select ${day} as day, ${columns} from ${table} where ${where} and ${day} >= $${from}::date and ${day} < $${to}::date`;
  };
  const parts = [...grains.months.map(part(monthly, 'month')), ...grains.days.map(part(daily, 'day'))];
  return `(${parts.join(' union all ') || `select day, ${columns} from ${daily} where false`})`;
}
